/** What somebody reads when the answer can't be had: what is wrong, and what to do. Pure. */
import type { SesterceError, SesterceErrorCode } from "@sesterce-gpu/shared";
import type { Fault } from "../../settings/index.ts";
import type { Message } from "../message.ts";
import { code, plain } from "../text.ts";
import { lines, section } from "./blocks.ts";

const AGAIN = "Try again in a minute. What runs goes on running, and costs.";
const CONSOLE = "Until then the console shows your machines: https://cloud.sesterce.com";

const ADVICE: Record<SesterceErrorCode, readonly [what: string, todo: string]> = {
  "key-refused": [
    "Sesterce does not accept this Worker's API key.",
    "An operator sets a new one: `wrangler secret put SESTERCE_API_KEY`.",
  ],
  blocked: [
    "Sesterce's front (Cloudflare) turned us away before the API saw the request. It says nothing about the API key.",
    `Try again in a few minutes; if it stays so, an operator tells Sesterce's support. ${CONSOLE}`,
  ],
  "rate-limited": ["Sesterce takes no more requests for the moment.", AGAIN],
  unavailable: ["Sesterce's API has a fault of its own.", `${AGAIN} ${CONSOLE}`],
  timeout: ["Sesterce's API did not answer in time.", `${AGAIN} ${CONSOLE}`],
  network: ["Sesterce's API could not be reached.", `${AGAIN} ${CONSOLE}`],
  "unreadable-answer": [
    "Sesterce's API answered something that it does not document.",
    `${AGAIN} ${CONSOLE}`,
  ],
  balance: [
    "The balance of the Sesterce account is used up.",
    "Top it up in the console: machines of an account without balance disappear.",
  ],
  "not-found": ["Sesterce does not know what was asked for.", AGAIN],
  refused: ["Sesterce refused the request.", AGAIN],
  "unconfirmed-create": [
    "A machine was requested, and nobody knows whether it exists.",
    "`/gpu list` shows it, if it does.",
  ],
};

export function troubleView({ code: reason, status, apiMessage }: SesterceError): Message {
  const [what, todo] = ADVICE[reason];
  const words = apiMessage === undefined ? "" : ` Its words: ${code(apiMessage, 300)}`;
  const answer = status === undefined ? "" : ` (HTTP ${status})`;
  return lines([`*${what}*${answer}${words}`, todo]);
}

/** Something was begun, and its end is not known. */
export const unknownOutcome = ({ blocks, text }: Message): Message => {
  const note =
    "What it came to is not known: `/gpu list` and `/gpu show` tell. Asked for again, it is done once.";
  return { text: `${text}\n${note}`, blocks: [...blocks, section([note])] };
};

export const storeView = (): Message =>
  lines([
    "*This Worker's database does not answer.*",
    "Costs and leases are in there. Try again in a minute. If it stays so, an operator looks at D1 in the Cloudflare dashboard.",
  ]);

export function configurationView(faults: readonly Fault[]): Message {
  const each = faults.map(
    ({ variable, problem, allowed }) =>
      `• ${code(variable)} is ${said[problem]}; it must be ${plain(allowed, 200)}.`,
  );
  return lines([
    "*This Worker is not fully set up, so it can't do that.*",
    ...each,
    "An operator sets it (`wrangler secret put NAME`, or `vars` in wrangler.jsonc) and deploys again.",
  ]);
}

const said = {
  missing: "missing",
  malformed: "malformed",
  placeholder: "still a placeholder",
} as const;
