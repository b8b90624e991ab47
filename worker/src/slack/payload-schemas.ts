/** Slack's payloads as far as we read them. Source: docs.slack.dev, slash commands and interaction payloads. */
import * as z from "zod/mini";

/** The limits are far above Slack's own: they only keep the absurd out. */
const text = (max: number, min = 0) =>
  z.string().check(z.regex(new RegExp(`^[^]{${min},${max}}$`, "u")));
const some = (max: number) => text(max, 1);
const Id = z.string().check(z.regex(/^[\w.-]{1,64}$/));
const Url = some(2_048);
const Value = z.nullish(text(4_000));
const Option = z.nullish(z.object({ value: text(4_000) }));

export const CommandForm = z.object({
  team_id: Id,
  user_id: Id,
  channel_id: z.optional(Id),
  command: z.string().check(z.regex(/^\/\S{1,64}$/)),
  text: z.optional(text(16_000)),
  response_url: Url,
});

export const Kind = z.object({ type: some(200) });

const Action = z.object({
  action_id: some(255),
  block_id: z.nullish(text(255)),
  value: Value,
  selected_option: Option,
});

/** Slack sends one; more than the first would be acted upon by nobody. */
const FirstAction = z.pipe(
  z.array(z.unknown()),
  z.pipe(
    z.transform(([first]: unknown[]) => ({ 0: first })),
    z.object({ 0: Action }),
  ),
);

export const BlockActions = z.object({
  team: z.object({ id: Id }),
  user: z.object({ id: Id, team_id: z.nullish(Id) }),
  trigger_id: z.nullish(text(200)),
  actions: FirstAction,
  container: z.nullish(
    z.object({ is_ephemeral: z.nullish(z.boolean()), message_ts: z.nullish(text(40)) }),
  ),
  channel: z.nullish(z.object({ id: Id })),
  response_url: z.nullish(Url),
});
