/** The API key: lists the account, which costs and changes nothing. */
import {
  isSesterceError,
  SesterceClient,
  type SesterceError,
  type SesterceErrorCode,
} from "@sesterce-gpu/shared";
import { USER_AGENT } from "../src/user-agent.ts";
import { TIMEOUT_MS } from "./ask.ts";
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { mendOf } from "./places.ts";
import type { Check, Setup } from "./setup.ts";

const NAME = "SESTERCE_API_KEY";

export const sesterceCheck: Check = {
  name: NAME,
  needs: [NAME, "SESTERCE_API_URL"],
  run: async ({ settings, fetch, clock }) =>
    settings.sesterce.ok ? [await list(settings.sesterce.value, { fetch, clock })] : [],
};

async function list(
  access: { readonly apiKey: string; readonly apiUrl: string },
  world: Pick<Setup, "fetch" | "clock">,
): Promise<Finding> {
  const config = { ...access, userAgent: USER_AGENT, timeoutMs: TIMEOUT_MS, retryBudgetMs: 0 };
  const client = new SesterceClient(config, { ...world, random: () => 0 });
  try {
    const { rows, unreadable } = await client.survey();
    const odd = unreadable > 0 ? `, ${unreadable} more in a form that we can't read` : "";
    return fine(NAME, `Accepted; the account lists ${count(rows.length)}${odd}.`);
  } catch (error) {
    if (!isSesterceError(error)) throw error;
    if (error.code === "rate-limited")
      return untried(NAME, error.message, "Try again in a minute.");
    return wrong(NAME, seenOf(error), MENDS[error.code] ?? mendOf(NAME));
  }
}

const count = (machines: number): string => (machines === 1 ? "1 machine" : `${machines} machines`);

const seenOf = ({ message, code }: SesterceError): string =>
  MENDS[code] === UNREACHABLE ? `${message} This says nothing about the key.` : message;

const UNREACHABLE =
  "Is this computer online? SESTERCE_API_URL is https://api.cloud.sesterce.com unless you have set another.";

const MENDS: Partial<Record<SesterceErrorCode, string>> = {
  blocked:
    "The key may be good: the front turns this computer away. Try from another network; the Worker asks from Cloudflare's.",
  network: UNREACHABLE,
  timeout: UNREACHABLE,
  unavailable: "Sesterce has a fault, or SESTERCE_API_URL leads elsewhere. Try again later.",
  "unreadable-answer": "Does SESTERCE_API_URL lead to Sesterce's API?",
};
