/** What GitHub adds to an answer on its way out: quota, ETag and 304, request id and Date. */
import { bodyOf } from "./answer.ts";
import type { Call } from "./call.ts";
import { APP_OPERATIONS } from "./faults/definition.ts";
import type { GitHub } from "./github.ts";
import type { Quota } from "./quota.ts";
import { bearerOf } from "./tokens.ts";

/** The answer with GitHub's headers. Counts it against the quota, unless it is free. */
export async function sealed(answer: Response, call: Call, github: GitHub): Promise<Response> {
  const body = await bodyOf(answer);
  const { headers } = answer;
  const now = github.clock.now();
  headers.set("date", new Date(now).toUTCString());
  headers.set("x-github-request-id", requestId(github.journal.length));
  const isNotModified = answer.status === 200 && tagged(headers, body, call);
  if (isFromApi(headers))
    addQuota(headers, quotaFor(answer.status, call, github), now, {
      isFree: isNotModified || isUncounted(answer.status, call),
    });
  for (const [name, value] of factsOf(call, github)) headers.set(name, value);
  return isNotModified ? new Response(null, { status: 304, headers }) : answer;
}

/** Sets the ETag; true = the client has this very answer. */
function tagged(headers: Headers, body: string, call: Call): boolean {
  if (call.method !== "GET" || !isFromApi(headers)) return false;
  const etag = `W/"${fingerprint(body)}"`;
  headers.set("etag", etag);
  headers.set("cache-control", "private, max-age=60, s-maxage=60");
  return call.headers.get("if-none-match") === etag;
}

function addQuota(headers: Headers, quota: Quota, now: number, { isFree }: { isFree: boolean }) {
  if (!isFree) quota.count(now);
  for (const [name, value] of Object.entries(quota.view(now))) {
    headers.set(`x-ratelimit-${name}`, String(value));
  }
  headers.set("x-ratelimit-resource", "core");
}

/** To whom the personal token is known, GitHub tells its end and, of a classic one, its scopes. */
function factsOf(
  { headers }: Call,
  { options: { tokenFacts }, tokens }: GitHub,
): [string, string][] {
  if (!tokens.isPersonal(bearerOf(headers) ?? "")) return [];
  const { endsAt, scopes } = tokenFacts;
  return [
    ...(endsAt ? [["github-authentication-token-expiration", endsAt] as [string, string]] : []),
    ...(scopes ? [["x-oauth-scopes", scopes] as [string, string]] : []),
  ];
}

/** A 401 tells of the quota of strangers, by their address. */
function quotaFor(status: number, call: Call, { quota, strangersQuota }: GitHub): Quota {
  return status === 401 && !APP_OPERATIONS.includes(call.operation) ? strangersQuota : quota;
}

function isUncounted(status: number, { operation }: Call): boolean {
  const isRefused = status === 403 || status === 429;
  return isRefused || operation === "rate-limit" || APP_OPERATIONS.includes(operation);
}

/** Pages of the front or of a proxy know nothing of quotas. */
function isFromApi(headers: Headers): boolean {
  return headers.get("content-type")?.startsWith("application/json") ?? false;
}

function requestId(count: number): string {
  return `51AB:${count.toString(16).toUpperCase().padStart(4, "0")}:1A2B3C:4D5E6F:6742F0A1`;
}

/** FNV-1a over 32 bits, twice: enough to tell answers apart, and at once, as virtual time wants it. */
function fingerprint(text: string): string {
  let [first, second] = [0x811c9dc5, 0x01234567];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x01000193);
  }
  return [first, second].map((hash) => (hash >>> 0).toString(16).padStart(8, "0")).join("");
}
