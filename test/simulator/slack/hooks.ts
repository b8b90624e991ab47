/** Response URLs: each takes five posts within half an hour of the command or click it is of. */
import type { Clock } from "@sesterce-gpu/shared";
import type { Content } from "./messages.ts";

const LIFETIME_MS = 30 * 60_000;
const MOST_POSTS = 5;

/** What the URL came with. */
export interface HookOrigin {
  /** Where it was typed or clicked; the first of the channels unless told. */
  readonly channel?: string;
  /** The message that was clicked on: what replace_original and delete_original are about. */
  readonly originalTs?: string;
}

export interface Reply extends Content {
  /** Milliseconds of the end's clock. */
  readonly at: number;
  readonly responseType: "ephemeral" | "in_channel";
  readonly isReplacement: boolean;
  readonly isDeletion: boolean;
  /** Of the message that it posted, replaced or deleted. */
  readonly ts: string | undefined;
}

export interface Hook {
  readonly url: string;
  readonly mintedAt: number;
  readonly channel: string;
  readonly originalTs: string | undefined;
  readonly replies: Reply[];
}

export class Hooks {
  readonly #clock: Clock;
  readonly #base: string;
  readonly #hooks = new Map<string, Hook>();

  constructor(clock: Clock, base: string) {
    this.#clock = clock;
    this.#base = base;
  }

  mint(channel: string, originalTs: string | undefined): Hook {
    const number = this.#hooks.size + 1;
    const url = `${this.#base}/${number}/simulated${String(number).padStart(4, "0")}`;
    const hook = { url, mintedAt: this.#clock.now(), channel, originalTs, replies: [] };
    this.#hooks.set(new URL(url).pathname, hook);
    return hook;
  }

  get(path: string): Hook | undefined {
    return this.#hooks.get(path);
  }

  /** Why the hook takes no more; undefined = it does. */
  objection({ mintedAt, replies }: Hook): "expired_url" | "used_url" | undefined {
    if (this.#clock.now() - mintedAt > LIFETIME_MS) return "expired_url";
    return replies.length >= MOST_POSTS ? "used_url" : undefined;
  }
}
