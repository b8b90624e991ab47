/** Spans of time as people write and read them (`90m`, `1h30m`, `1d`). Pure. */
import { fail, ok, type Result } from "./result.ts";

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const PATTERN = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?$/;

export interface DurationBounds {
  readonly minMs: number;
  readonly maxMs: number;
}

export type DurationFault = { readonly code: "not-a-duration" | "too-short" | "too-long" };

/**
 * Parses days, hours, minutes and seconds in that order (`1d`, `1h30m`, `90m`, `45s`); a bare `0` is zero.
 * Returns milliseconds within `bounds`, both ends included.
 */
export function parseDuration(text: string, bounds: DurationBounds): Result<number, DurationFault> {
  const trimmed = text.trim().toLowerCase();
  const match = PATTERN.exec(trimmed);
  if (trimmed === "" || (!match && trimmed !== "0")) return fail({ code: "not-a-duration" });
  const part = (index: number) => Number(match?.[index] ?? 0);
  const ms = part(1) * DAY_MS + part(2) * HOUR_MS + part(3) * MINUTE_MS + part(4) * SECOND_MS;
  if (ms < bounds.minMs) return fail({ code: "too-short" });
  if (ms > bounds.maxMs) return fail({ code: "too-long" });
  return ok(ms);
}

/** Renders milliseconds in at most two units, rounded to the smaller: `45s`, `3m 12s`, `2h`, `1d 4h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND_MS));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return twoUnits(seconds, 60, "m", "s");
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 1_440) return twoUnits(minutes, 60, "h", "m");
  return twoUnits(Math.round(ms / HOUR_MS), 24, "d", "h");
}

function twoUnits(total: number, size: number, large: string, small: string): string {
  const rest = total % size;
  return `${Math.floor(total / size)}${large}${rest === 0 ? "" : ` ${rest}${small}`}`;
}
