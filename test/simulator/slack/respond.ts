/** A post to a response_url: a reply beside the original, in its place, or its end. */
import { refuse } from "./answer.ts";
import { type Arguments, argumentsOf, isUnreadable, type SlackCall } from "./call.ts";
import { isRefusal, readContent } from "./content.ts";
import type { Hook, Reply } from "./hooks.ts";
import type { Content, SlackMessage } from "./messages.ts";
import type { SlackState } from "./state.ts";

type Taken = Omit<Reply, "ts">;

const NOTHING: Content = { text: "", blocks: [] };

export function respond(call: SlackCall, state: SlackState): Response {
  const hook = state.hooks.get(call.path);
  if (hook === undefined) return refuse(call, { error: "no_such_hook" }, 404);
  const objection = state.hooks.objection(hook);
  if (objection) return Response.json({ ok: false, error: objection }, { status: 404 });
  if (isUnreadable(call.body)) return refuse(call, { error: call.body.unreadable });
  const sent = argumentsOf(call);
  const isDeletion = isTrue(sent.delete_original);
  const content = isDeletion ? NOTHING : readContent(sent);
  if (isRefusal(content)) return refuse(call, content);
  record(hook, sent, content, state);
  return new Response("ok");
}

function record(hook: Hook, sent: Arguments, content: Content, state: SlackState): void {
  const isDeletion = isTrue(sent.delete_original);
  const isReplacement = !isDeletion && isTrue(sent.replace_original);
  const isOpen = sent.response_type === "in_channel";
  const reply: Taken = {
    at: state.clock.now(),
    ...content,
    responseType: isOpen ? "in_channel" : "ephemeral",
    isReplacement,
    isDeletion,
  };
  hook.replies.push({ ...reply, ts: take(hook, reply, state)?.ts });
}

/** The message that the reply posted or changed; a replacement without an original is a new one. */
function take(
  { channel, originalTs }: Hook,
  reply: Taken,
  { messages }: SlackState,
): SlackMessage | undefined {
  const { text, blocks, isReplacement, isDeletion } = reply;
  const original = originalTs === undefined ? undefined : messages.get(channel, originalTs);
  if (isDeletion) return original && messages.delete(original);
  if (isReplacement && original) return messages.edit(original, { text, blocks });
  const isEphemeral = reply.responseType === "ephemeral";
  return messages.post({ channel, text, blocks, isEphemeral });
}

/** Forms say it in letters. */
const isTrue = (value: unknown): boolean => value === true || value === "true";
