/** Lies in wait for one request of main: when it comes it is held, and the ambush decides what becomes of it. */
import type { OnRequest } from "../simulator/serve.ts";

export type Phase = Parameters<OnRequest>[0];

export interface Ambush {
  /** Which request; 0 = the first. */
  readonly request: number;
  /** Rejects to lose the request. */
  readonly at: Readonly<Partial<Record<Phase, () => Promise<void>>>>;
}

export class Hold {
  /** Main's requests so far, as `METHOD path`. */
  readonly seen: string[] = [];
  /** Whether the request came. */
  hasSprung = false;
  #ambush: Ambush | undefined;
  #held: Request | undefined;

  lay(ambush: Ambush): void {
    this.#ambush = ambush;
  }

  /** From here on requests are only let through. */
  lift(): void {
    this.#ambush = undefined;
  }

  readonly onRequest: OnRequest = async (phase, request) => {
    if (phase === "before") this.seen.push(`${request.method} ${new URL(request.url).pathname}`);
    const ambush = this.#ambush;
    if (!ambush) return;
    const isIt = phase === "before" && this.seen.length - 1 === ambush.request;
    if (isIt) {
      this.hasSprung = true;
      this.#held = request;
    }
    if (request === this.#held) await ambush.at[phase]?.();
  };
}
