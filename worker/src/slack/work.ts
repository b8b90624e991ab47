/** What happens after Slack has its acknowledgement: carry out, then answer. Nothing here rejects. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import type { Log } from "../log.ts";
import type { SlackEdge } from "../settings/index.ts";
import type { ActionCall, CommandCall } from "./calls.ts";
import type { ExchangeDeps } from "./exchange.ts";
import type { ActionAnswer, Message } from "./message.ts";
import { respond } from "./reply.ts";

export interface WorkPorts extends ExchangeDeps {
  readonly edge: SlackEdge;
  readonly onCommand: (call: CommandCall) => Promise<Message>;
  readonly onAction: (call: ActionCall) => Promise<ActionAnswer | undefined>;
  readonly log: Log;
}

export async function runInBackground(
  call: CommandCall | ActionCall,
  ports: WorkPorts,
): Promise<void> {
  await nextTurn();
  const facts = factsOf(call);
  try {
    const answer = await carryOut(call, ports);
    if (answer.ok) {
      const replace = call.kind === "action" && call.isEphemeral && !answer.value?.isBeside;
      return await deliver(call, { message: answer.value, replace }, ports);
    }
    const { incident, error } = answer.reason;
    ports.log({ level: "error", event: "slack-call-failed", ...facts, incident, error });
    // Below what was clicked in: that is still good.
    await deliver(call, { message: apology(incident), replace: false }, ports);
  } catch (error) {
    ports.log({ level: "error", event: "slack-answer-failed", ...facts, error });
  }
}

/**
 * A microtask would run before the runtime gets our response, and work that computes for long would hold it
 * up. No wait, only the next turn of the event loop: not the clock's business.
 */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface Incident {
  /** Told to the person and to the log: one leads to the other. */
  readonly incident: string;
  readonly error: unknown;
}

/** Ports answer what is expected by themselves: what they throw is a bug, and nobody outside reads its text. */
async function carryOut(
  call: CommandCall | ActionCall,
  { onCommand, onAction }: WorkPorts,
): Promise<Result<ActionAnswer | undefined, Incident>> {
  try {
    return ok(await (call.kind === "command" ? onCommand(call) : onAction(call)));
  } catch (error) {
    return fail({ incident: crypto.randomUUID().slice(0, 8), error });
  }
}

async function deliver(
  call: CommandCall | ActionCall,
  { message, replace }: { readonly message: Message | undefined; readonly replace: boolean },
  { edge, fetch, clock, log }: WorkPorts,
): Promise<void> {
  const facts = factsOf(call);
  const { responseUrl } = call;
  if (message === undefined || responseUrl === null) {
    log({ level: "info", event: "slack-not-answered", ...facts, hasUrl: responseUrl !== null });
    return;
  }
  const deps = { fetch, clock, responseOrigin: edge.responseOrigin };
  const sent = await respond({ responseUrl, message, replace }, deps);
  if (!sent.ok) {
    return log({ level: "error", event: "slack-answer-undelivered", ...facts, ...sent.reason });
  }
  const { as, posts, refusal } = sent.value;
  if (as === "text")
    log({ level: "warn", event: "slack-answer-as-text", ...facts, posts, refusal });
  else log({ level: "info", event: "slack-answered", ...facts, posts });
}

const factsOf = (call: CommandCall | ActionCall) => ({
  kind: call.kind,
  userId: call.userId,
  ...(call.kind === "action" ? { actionId: call.actionId } : {}),
});

function apology(incident: string): Message {
  const text = `Something went wrong on our side. Tell an operator: incident \`${incident}\` is in the Worker's log.`;
  return { text, blocks: [{ type: "section", text: { type: "mrkdwn", text } }] };
}
