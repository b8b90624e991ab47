/** Counts refusals of the same kind in a row: three of them mean that the request is wrong, not the offer. Pure. */
import type { SesterceError } from "../errors.ts";

type Refusal = { readonly [K in "status" | "apiMessage"]: SesterceError[K] | null };

const MOST_ALIKE = 3;

export class Refusals {
  #last = "";
  #alike = 0;

  isThirdAlike({ status, apiMessage }: Refusal): boolean {
    const kind = `${status} ${apiMessage}`;
    this.#alike = kind === this.#last ? this.#alike + 1 : 1;
    this.#last = kind;
    return this.#alike >= MOST_ALIKE;
  }
}
