/** The Worker's log: one JSON line an event, redacted. The one place that writes to the console. */
import { type Clock, oneLine, type Redact } from "@sesterce-gpu/shared";

export type Level = "info" | "warn" | "error";

export interface LogEvent {
  readonly level: Level;
  /** What happened, in kebab-case: what one searches for. */
  readonly event: string;
  readonly [fact: string]: unknown;
}

export type Log = (event: LogEvent) => void;

export interface LogDeps {
  readonly clock: Clock;
  readonly redact: Redact;
  /** Takes a finished line; the console by default. */
  readonly write?: (level: Level, line: string) => void;
}

export function createLog({ clock, redact, write = toConsole }: LogDeps): Log {
  return ({ level, event, ...facts }) => {
    const at = new Date(clock.now()).toISOString();
    write(level, JSON.stringify({ at, level, event, ...facts }, plainWith(redact)));
  };
}

const DEEPEST_CAUSE = 5;

/** Text is redacted as it is, before JSON escapes it and before it is cut. */
const plainWith =
  (redact: Redact) =>
  (_key: string, value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    if (typeof value === "string") return redact(value);
    return value instanceof Error ? plainError(value, redact) : value;
  };

/** Errors have no enumerable fields of their own: JSON would say `{}`. Their stacks stay here, in the log. */
function plainError(error: Error, redact: Redact, depth = 0): object {
  const { name, message, stack, cause } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const deeper = cause instanceof Error && depth < DEEPEST_CAUSE;
  return {
    name,
    code,
    message: oneLine(redact(message), 1_000),
    stack,
    ...(deeper && { cause: plainError(cause, redact, depth + 1) }),
  };
}

function toConsole(level: Level, line: string): void {
  console[level](line);
}
