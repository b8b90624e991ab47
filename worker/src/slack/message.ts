/** What we say in Slack: blocks, and the same in plain text, for notifications and for when blocks are refused. */
import type { KnownBlock } from "@slack/types";

export interface Message {
  /** mrkdwn that says the whole by itself; escaped. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What a click is answered with. */
export interface ActionAnswer extends Message {
  /** What was clicked in is still good: it stays, also where it could be replaced. */
  readonly isBeside?: boolean;
}
