/** What a request has to pass before it reaches an operation: the front, the token, the quota. */
import { badCredentials, forbiddenByRules, refusal } from "./answer.ts";
import type { Call } from "./call.ts";
import { APP_OPERATIONS } from "./faults/definition.ts";
import type { GitHub } from "./github.ts";
import { bearerOf } from "./tokens.ts";

export function turnAway(call: Call, github: GitHub): Response | undefined {
  const { quota, tokens } = github;
  if (!call.headers.get("user-agent")?.trim()) return forbiddenByRules();
  if (APP_OPERATIONS.includes(call.operation)) return undefined; // it brings a JWT
  const token = bearerOf(call.headers);
  if (token === undefined) return refusal(401, "Requires authentication");
  if (!tokens.isGood(token, call.now)) return badCredentials();
  const isFree = call.operation === "rate-limit";
  if (!isFree && quota.view(call.now).remaining < 1) {
    return refusal(403, "API rate limit exceeded for installation.");
  }
  return lackOfPermission(call, token, github);
}

/** Of the app's own tokens; what a personal one may read is not simulated. */
function lackOfPermission(call: Call, token: string, { options, tokens }: GitHub) {
  const isPlain = tokens.isPersonal(token) || !options.app?.permissions;
  const needed = call.operation === "repository" ? "metadata" : "actions";
  const isFree = call.operation === "rate-limit";
  if (isPlain || isFree || options.app?.permissions?.[needed]) return undefined;
  const headers = { "x-accepted-github-permissions": `${needed}=read` };
  return refusal(403, "Resource not accessible by integration", headers);
}
