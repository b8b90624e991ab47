/** A plain token: whether GitHub takes it, what is left of its quota, and when it ends. */
import { DAY_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { readAnswer } from "../src/github/answers.ts";
import { exchange } from "../src/github/exchange.ts";
import { formatFault, type GitHubFault } from "../src/github/fault.ts";
import type { GitHubAccess } from "../src/settings/index.ts";
import { type Finding, fine, sentence, untried, wrong } from "./finding.ts";
import { type Access, mendOfFault, worldOf } from "./github-fault.ts";
import { mendOf } from "./places.ts";
import type { Setup } from "./setup.ts";

type TokenAccess = Extract<GitHubAccess, { kind: "token" }>;

const NAME = "GITHUB_TOKEN";

/** `/rate_limit` costs nothing of the quota. */
export async function findToken(
  { apiUrl, token: bearer }: TokenAccess,
  setup: Setup,
): Promise<Access> {
  const question = { method: "GET", apiUrl, path: "/rate_limit", bearer, uncached: true } as const;
  const answer = await exchange(question, worldOf(setup));
  if (!answer.ok) return { isLetIn: false, findings: [findRefusal(answer.reason)] };
  const read = readAnswer(answer.value, RateLimit);
  if (!read.ok) return { isLetIn: false, findings: [findRefusal(read.reason)] };
  const { limit, remaining } = read.value.resources.core;
  const seen = `Accepted; ${remaining} of ${limit} requests are left this hour`;
  const { headers } = answer.value;
  return { isLetIn: true, findings: [findEnd(seen, headers, setup)] };
}

/** Source: docs.github.com/rest/rate-limit. */
const RateLimit = z.object({
  resources: z.object({ core: z.object({ limit: z.number(), remaining: z.number() }) }),
});

const WEEK_MS = 7 * DAY_MS;

function findEnd(seen: string, headers: Headers, { clock }: Setup): Finding {
  const endsAt = endOf(headers);
  if (endsAt === undefined) return fine(NAME, `${seen}.`, classicOf(headers));
  const day = new Date(endsAt).toISOString().slice(0, 10);
  if (endsAt - clock.now() >= WEEK_MS) {
    return fine(NAME, `${seen}; it ends on ${day}.`, classicOf(headers));
  }
  return wrong(NAME, `${seen}; but it ends on ${day}.`, `Make a new one. ${mendOf(NAME)}`);
}

/** Milliseconds since the epoch. GitHub writes `2027-01-31 08:00:00 UTC`, or an offset in place of UTC. */
function endOf(headers: Headers): number | undefined {
  const text = headers.get("github-authentication-token-expiration") ?? "";
  const [day, time, zone = "UTC"] = text.split(" ");
  const endsAt = Date.parse(`${day}T${time}${zone === "UTC" ? "Z" : zone}`);
  return Number.isNaN(endsAt) ? undefined : endsAt;
}

/** Only classic tokens have scopes, and those that read private repositories write, too. */
function classicOf(headers: Headers): string | undefined {
  const scopes = headers.get("x-oauth-scopes")?.trim() ?? "";
  if (scopes === "") return undefined;
  return `It is a classic token (${scopes}), which may do more than read. ${mendOf(NAME)}`;
}

function findRefusal(fault: GitHubFault): Finding {
  if (fault.code === "rate-limited") return untried(NAME, sentence(formatFault(fault)));
  return wrong(NAME, sentence(formatFault(fault)), mendOfFault(fault) ?? mendOf(NAME));
}
