/**
 * What Slack says, once it is known to be Slack: bodies into kinds. Pure; whatever the bytes, it never throws,
 * and a fault names the field, never what stood in it.
 */
import { fail, ok, oneLine, type Result } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { type FormFault, parseForm } from "./form.ts";
import { parseJson } from "./json.ts";

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

interface Interaction {
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

export interface PayloadFault {
  readonly code: FormFault | "json" | "malformed";
  /** Its path; null when it concerns the whole body. */
  readonly field: string | null;
}

export interface VerifiedBody {
  readonly rawBody: Uint8Array;
  readonly contentType: string | null;
}

export function parseCommandCall({
  rawBody,
  contentType,
}: VerifiedBody): Result<CommandCall, PayloadFault> {
  const form = parseForm(rawBody, contentType);
  if (!form.ok) return fail({ code: form.reason, field: null });
  const read = readAs(CommandForm, Object.fromEntries(form.value));
  if (!read.ok) return read;
  const { team_id, user_id, channel_id, command, text, response_url } = read.value;
  return ok({
    kind: "command",
    teamId: team_id,
    userId: user_id,
    channelId: channel_id ?? null,
    command,
    text: text ?? "",
    responseUrl: response_url,
  });
}

export function parseInteraction({
  rawBody,
  contentType,
}: VerifiedBody): Result<ActionCall | ViewCall | IgnoredCall, PayloadFault> {
  const form = parseForm(rawBody, contentType);
  if (!form.ok) return fail({ code: form.reason, field: null });
  const json = form.value.get("payload");
  if (json === undefined) return fail({ code: "malformed", field: "payload" });
  const payload = parseJson(json);
  if (payload === undefined) return fail({ code: "json", field: "payload" });
  const kind = readAs(Kind, payload);
  if (!kind.ok) return kind;
  switch (kind.value.type) {
    case "block_actions":
      return toAction(payload);
    case "view_submission":
      return toView(payload);
    default:
      return ok({ kind: "ignored", what: oneLine(kind.value.type, 40) });
  }
}

function toAction(payload: unknown): Result<ActionCall, PayloadFault> {
  const read = readAs(BlockActions, payload);
  if (!read.ok) return read;
  const { actions, container, channel, response_url } = read.value;
  const [{ action_id, block_id, value, selected_option }] = actions;
  return ok({
    kind: "action",
    ...interactionOf(read.value),
    actionId: action_id,
    blockId: block_id ?? null,
    value: value ?? selected_option?.value ?? null,
    responseUrl: response_url ?? null,
    isEphemeral: container?.is_ephemeral ?? false,
    channelId: channel?.id ?? null,
    messageTs: container?.message_ts ?? null,
  });
}

function toView(payload: unknown): Result<ViewCall, PayloadFault> {
  const read = readAs(ViewSubmission, payload);
  if (!read.ok) return read;
  const { callback_id, private_metadata, state } = read.value.view;
  const inputs = Object.values(state.values).flatMap((block) => Object.entries(block));
  return ok({
    kind: "view",
    ...interactionOf(read.value),
    callbackId: callback_id,
    values: new Map(inputs.map(([id, input]) => [id, entered(input)])),
    privateMetadata: private_metadata ?? "",
  });
}

const entered = ({ value, selected_option }: z.infer<typeof Input>): string | null =>
  value ?? selected_option?.value ?? null;

const interactionOf = ({ team, user, trigger_id }: z.infer<typeof Sender>): Interaction => ({
  teamId: team.id,
  userTeamId: user.team_id ?? team.id,
  userId: user.id,
  triggerId: trigger_id ?? null,
});

function readAs<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
): Result<z.infer<S>, PayloadFault> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  const path = read.error.issues[0]?.path.slice(0, DEEPEST_NAMED).map(String) ?? [];
  return fail({ code: "malformed", field: path.length === 0 ? null : oneLine(path.join("."), 80) });
}

/** Deeper there are keys that the sender chose. */
const DEEPEST_NAMED = 3;

/** The limits are far above Slack's own: they only keep the absurd out. */
const text = (max: number) => z.string().check(z.maxLength(max));
const some = (max: number) => text(max).check(z.minLength(1));
const Id = z.string().check(z.regex(/^[\w.-]{1,64}$/));
const Url = some(2_048);
const Value = z.nullish(text(4_000));
const Option = z.nullish(z.object({ value: text(4_000) }));

const CommandForm = z.object({
  team_id: Id,
  user_id: Id,
  channel_id: z.optional(Id),
  command: z.string().check(z.regex(/^\/\S{1,64}$/)),
  text: z.optional(text(16_000)),
  response_url: Url,
});

const Kind = z.object({ type: some(200) });

const Sender = z.object({
  team: z.object({ id: Id }),
  user: z.object({ id: Id, team_id: z.nullish(Id) }),
  trigger_id: z.nullish(text(200)),
});

const Action = z.object({
  action_id: some(255),
  block_id: z.nullish(text(255)),
  value: Value,
  selected_option: Option,
});

const BlockActions = z.extend(Sender, {
  // Slack sends one; more than the first would be acted upon by nobody.
  actions: z.tuple([Action], z.unknown()),
  container: z.nullish(
    z.object({ is_ephemeral: z.nullish(z.boolean()), message_ts: z.nullish(text(40)) }),
  ),
  channel: z.nullish(z.object({ id: Id })),
  response_url: z.nullish(Url),
});

const Input = z.object({ value: Value, selected_option: Option });

const ViewSubmission = z.extend(Sender, {
  view: z.object({
    callback_id: some(255),
    private_metadata: z.nullish(text(4_000)),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Input)) }),
  }),
});
