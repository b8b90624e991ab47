/**
 * What Slack says, once it is known to be Slack: bodies into kinds. Pure; whatever the bytes, it never throws,
 * and a fault names the field, never what stood in it.
 */
import { fail, ok, oneLine, type Result } from "@sesterce-gpu/shared";
import type * as z from "zod/mini";
import type { ActionCall, CommandCall, IgnoredCall } from "./calls.ts";
import { type FormFault, parseForm } from "./form.ts";
import { parseJson } from "./json.ts";
import { BlockActions, CommandForm, Kind } from "./payload-schemas.ts";

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
}: VerifiedBody): Result<ActionCall | IgnoredCall, PayloadFault> {
  const form = parseForm(rawBody, contentType);
  if (!form.ok) return fail({ code: form.reason, field: null });
  const json = form.value.get("payload");
  if (json === undefined) return fail({ code: "malformed", field: "payload" });
  const payload = parseJson(json);
  if (payload === undefined) return fail({ code: "json", field: "payload" });
  const kind = readAs(Kind, payload);
  if (!kind.ok) return kind;
  const { type } = kind.value;
  return type === "block_actions"
    ? toAction(payload)
    : ok({ kind: "ignored", what: oneLine(type, 40) });
}

function toAction(payload: unknown): Result<ActionCall, PayloadFault> {
  const read = readAs(BlockActions, payload);
  if (!read.ok) return read;
  const { team, user, trigger_id, actions, container, channel, response_url } = read.value;
  const { action_id, block_id, value, selected_option } = actions[0];
  return ok({
    kind: "action",
    teamId: team.id,
    userTeamId: user.team_id ?? team.id,
    userId: user.id,
    triggerId: trigger_id ?? null,
    actionId: action_id,
    blockId: block_id ?? null,
    value: value ?? selected_option?.value ?? null,
    responseUrl: response_url ?? null,
    isEphemeral: container?.is_ephemeral ?? false,
    channelId: channel?.id ?? null,
    messageTs: container?.message_ts ?? null,
  });
}

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
