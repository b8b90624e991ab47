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
    write(level, redact(JSON.stringify({ at, level, event, ...facts }, plain)));
  };
}

/** Errors have no enumerable fields of their own: JSON would say `{}`. Their stacks stay here, in the log. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  const code = "code" in value && typeof value.code === "string" ? value.code : undefined;
  return { name, code, message: oneLine(message, 1_000), stack, cause };
}

function toConsole(level: Level, line: string): void {
  console[level](line);
}
