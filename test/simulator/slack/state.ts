/** All that one end knows: its options, what was posted, minted, opened, asked. */
import type { Clock } from "@sesterce-gpu/shared";
import type { Fields } from "./blocks/check.ts";
import type { SlackFaults } from "./faults/script.ts";
import { Hooks } from "./hooks.ts";
import type { SlackJournalEntry } from "./journal.ts";
import { Messages } from "./messages.ts";
import type { SlackEndOptions } from "./options.ts";
import { Triggers } from "./triggers.ts";

export interface OpenedView {
  /** Milliseconds of the end's clock. */
  readonly at: number;
  readonly id: string;
  readonly triggerId: string;
  readonly view: Fields;
}

export class SlackState {
  readonly options: SlackEndOptions;
  readonly clock: Clock;
  readonly faults: SlackFaults;
  readonly messages: Messages;
  readonly triggers: Triggers;
  readonly hooks: Hooks;
  readonly views: OpenedView[] = [];
  readonly journal: SlackJournalEntry[] = [];

  constructor(options: SlackEndOptions, faults: SlackFaults) {
    const { clock, responseOrigin, teamId } = options;
    this.options = options;
    this.clock = clock;
    this.faults = faults;
    this.messages = new Messages(clock);
    this.triggers = new Triggers(clock);
    this.hooks = new Hooks(clock, `${responseOrigin}/actions/${teamId}`);
  }
}
