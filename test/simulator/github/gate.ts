/** What a request has to pass before it reaches an operation: the front, the token, the quota. */
import { badCredentials, forbiddenByRules, refusal } from "./answer.ts";
import type { Call } from "./call.ts";
import type { GitHub } from "./github.ts";
import { bearerOf } from "./tokens.ts";

export function turnAway(call: Call, { quota, tokens }: GitHub): Response | undefined {
  if (!call.headers.get("user-agent")?.trim()) return forbiddenByRules();
  if (call.operation === "installation-token") return undefined; // it brings a JWT
  const token = bearerOf(call.headers);
  if (token === undefined) return refusal(401, "Requires authentication");
  if (!tokens.isGood(token, call.now)) return badCredentials();
  const isFree = call.operation === "rate-limit";
  if (isFree || quota.view(call.now).remaining > 0) return undefined;
  return refusal(403, "API rate limit exceeded for installation.");
}
