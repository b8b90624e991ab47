/**
 * What Slack says, once it is known to be Slack: bodies into kinds. Pure; whatever the bytes, it never throws,
 * and a fault names the field, never what stood in it.
 */
import { fail, ok, oneLine, type Result } from "@sesterce-gpu/shared";
import type * as z from "zod/mini";
import type { ActionCall, CommandCall, IgnoredCall, Interaction, ViewCall } from "./calls.ts";
import { type FormFault, parseForm } from "./form.ts";
import { parseJson } from "./json.ts";
import {
  BlockActions,
  CommandForm,
  type Input,
  Kind,
  type Sender,
  ViewSubmission,
} from "./payload-schemas.ts";

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

const entered = ({ value, selected_option }: Input): string | null =>
  value ?? selected_option?.value ?? null;

const interactionOf = ({ team, user, trigger_id }: Sender): Interaction => ({
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
