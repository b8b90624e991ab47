/** What stands in the channels: every message with all its versions. In memory, typed, ordered. */
import type { Clock } from "@sesterce-gpu/shared";

export type Block = Readonly<Record<string, unknown>>;

export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Version extends Content {
  /** Milliseconds of the end's clock. */
  readonly at: number;
}

export interface SlackMessage extends Content {
  readonly channel: string;
  /** Seconds and a counter, as "1766577600.000100": unique, and in the order of posting. */
  readonly ts: string;
  readonly threadTs: string | undefined;
  /** Seen by one person only; chat.update does not find it. */
  readonly isEphemeral: boolean;
  /** Oldest first; the last is what is shown. */
  readonly history: readonly Version[];
  /** Milliseconds; null = it still stands. */
  readonly deletedAt: number | null;
}

export interface Posting extends Content {
  readonly channel: string;
  readonly threadTs?: string | undefined;
  readonly isEphemeral?: boolean;
}

const MICROSECONDS = 1_000_000;
const STEP = 100;

export class Messages {
  readonly #clock: Clock;
  #messages: SlackMessage[] = [];
  #lastMicroseconds = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Every message ever posted, oldest first: deleted and ephemeral ones, too. */
  all(): readonly SlackMessage[] {
    return this.#messages;
  }

  /** What everybody in the channel sees now, oldest first. */
  in(channel: string): SlackMessage[] {
    return this.#messages.filter(
      (one) => one.channel === channel && !one.isEphemeral && one.deletedAt === null,
    );
  }

  /** Undefined when there is none, or when it was deleted. */
  get(channel: string, ts: string): SlackMessage | undefined {
    return this.#messages.find(
      (one) => one.channel === channel && one.ts === ts && one.deletedAt === null,
    );
  }

  post({ channel, threadTs, isEphemeral = false, text, blocks }: Posting): SlackMessage {
    const version = { at: this.#clock.now(), text, blocks };
    const message = {
      ...{ channel, ts: this.#nextTs(), threadTs, isEphemeral, text, blocks },
      ...{ history: [version], deletedAt: null },
    };
    this.#messages.push(message);
    return message;
  }

  edit(message: SlackMessage, { text, blocks }: Content): SlackMessage {
    const version = { at: this.#clock.now(), text, blocks };
    return this.#put({ ...message, text, blocks, history: [...message.history, version] });
  }

  delete(message: SlackMessage): SlackMessage {
    return this.#put({ ...message, deletedAt: this.#clock.now() });
  }

  #put(changed: SlackMessage): SlackMessage {
    this.#messages = this.#messages.map((one) => (one.ts === changed.ts ? changed : one));
    return changed;
  }

  #nextTs(): string {
    const atLeast = Math.floor(this.#clock.now() / 1000) * MICROSECONDS;
    this.#lastMicroseconds = Math.max(atLeast, this.#lastMicroseconds) + STEP;
    const seconds = Math.floor(this.#lastMicroseconds / MICROSECONDS);
    return `${seconds}.${String(this.#lastMicroseconds % MICROSECONDS).padStart(6, "0")}`;
  }
}
