/** One request as the simulator sees it: parsed once, then read by the gate, faults and operations. */
import type { Machine } from "./machines.ts";

export type Operation = "offers" | "create" | "list" | "get" | "delete";

export interface Call {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** The JSON object that was sent, or an empty one. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Of the path, in `get` and `delete`, when the API knows it. */
  readonly machine: Machine | undefined;
  /** The simulator's clock. */
  readonly now: number;
  /** The server's idea of the time: with the skew. */
  readonly serverNow: number;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {}; // not JSON: the validation of create will miss every key
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
