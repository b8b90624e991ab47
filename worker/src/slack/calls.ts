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

export interface Interaction {
  /** The workspace in which it happened. */
  readonly teamId: string;
  /** The workspace of the person: in a shared channel it may be another. */
  readonly userTeamId: string;
  readonly userId: string;
  readonly triggerId: string | null;
}

/** Somebody clicked on a button, or chose something, in a message or a view of ours. */
export interface ActionCall extends Interaction {
  readonly kind: "action";
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

/** Somebody submitted a modal of ours. */
export interface ViewCall extends Interaction {
  readonly kind: "view";
  readonly callbackId: string;
  /** By action id: what was typed, or the value of what was chosen. Our modals use each action id once. */
  readonly values: ReadonlyMap<string, string | null>;
  readonly privateMetadata: string;
}

/** Well-formed, and nothing that we answer. */
export interface IgnoredCall {
  readonly kind: "ignored";
  /** Slack's `type`. */
  readonly what: string;
}
