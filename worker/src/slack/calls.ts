/** What somebody asks of us in Slack, by kind: plain data, read by `payload.ts`. */

/** Somebody typed a slash command. */
export interface CommandCall {
  readonly kind: "command";
  readonly teamId: string;
  readonly userId: string;
  readonly channelId: string | null;
  /** With its slash. */
  readonly command: string;
  /** What stands after it; may be empty. */
  readonly text: string;
  readonly responseUrl: string;
}

/** Somebody clicked on a button, or chose something, in a message of ours. */
export interface ActionCall {
  readonly kind: "action";
  /** The workspace in which it happened. */
  readonly teamId: string;
  /** The workspace of the person: in a shared channel it may be another. */
  readonly userTeamId: string;
  readonly userId: string;
  readonly triggerId: string | null;
  readonly actionId: string;
  readonly blockId: string | null;
  /** Of the button, or of the option that was chosen. */
  readonly value: string | null;
  readonly responseUrl: string | null;
  /** Whether only that person sees the message. */
  readonly isEphemeral: boolean;
  readonly channelId: string | null;
  readonly messageTs: string | null;
}

/** Well-formed, and nothing that we answer: we open no modals, for one. */
export interface IgnoredCall {
  readonly kind: "ignored";
  /** Slack's `type`. */
  readonly what: string;
}
