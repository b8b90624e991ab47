export {
  blockActionsBody,
  type Click,
  type Interaction,
  type Submission,
  signSlackBody,
  slashCommandBody,
  viewSubmissionBody,
} from "./bodies.ts";
export type { SlackCall, SlackOperation } from "./call.ts";
export type { SlackFaultName } from "./faults/definition.ts";
export { slackFaultRegistry } from "./faults/registry.ts";
export type { ScriptedSlackFault, SlackFaults } from "./faults/script.ts";
export type { HookOrigin, Reply } from "./hooks.ts";
export type { SlackJournalEntry } from "./journal.ts";
export type { Messages, SlackMessage } from "./messages.ts";
export { SLACK_BOT_TOKEN, type SlackEndOptions } from "./options.ts";
export { createSlackEnd, type SlackEnd } from "./slack-end.ts";
export type { OpenedView } from "./state.ts";
