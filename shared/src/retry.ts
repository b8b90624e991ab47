/** When to repeat a request that may be repeated. Pure; `random` is a number in [0, 1). */

const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** Jittered exponential backoff: between half and the whole of 0.5 s, 1 s, 2 s, 4 s, 8 s, 8 s… */
export function backoffMs(
  attempt: number,
  random: number,
  { firstMs = FIRST_MS, longestMs = LONGEST_MS } = {},
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(whole * (0.5 + random / 2));
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3). */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
