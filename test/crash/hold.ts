/** Lies in wait for one request of main: when it comes it is held, and the ambush decides what becomes of it. */

import type { OnRequest } from "../simulator/held.ts";
import type { Operation } from "../simulator/index.ts";

export type Phase = Parameters<OnRequest>[0];

export interface Ambush {
  /** `index`: of main's requests; 0 = the first. */
  isFor(operation: Operation, index: number): boolean;
  /** Rejects to lose the request. */
  readonly at: Readonly<Partial<Record<Phase, () => Promise<void>>>>;
}

export class Hold {
  /** Main's requests so far. */
  readonly seen: Operation[] = [];
  #ambush: Ambush | undefined;
  #held: Request | undefined;

  /** Whether the request came. */
  get hasSprung(): boolean {
    return this.#held !== undefined;
  }

  lay(ambush: Ambush): void {
    this.#ambush = ambush;
  }

  /** From here on requests are only let through. */
  lift(): void {
    this.#ambush = undefined;
  }

  readonly onRequest: OnRequest = async (phase, request) => {
    const operation = operationOf(request);
    if (phase === "before") this.seen.push(operation);
    const ambush = this.#ambush;
    if (!ambush) return;
    const isNew = phase === "before" && !this.hasSprung;
    if (isNew && ambush.isFor(operation, this.seen.length - 1)) this.#held = request;
    if (request === this.#held) await ambush.at[phase]?.();
  };
}

function operationOf({ method, url }: Request): Operation {
  if (method === "POST") return "create";
  if (method === "DELETE") return "delete";
  const [, rest] = /\/instances(?:\/(\w+))?$/.exec(new URL(url).pathname) ?? [];
  if (rest === "offers") return "offers";
  return rest === undefined ? "list" : "get";
}
