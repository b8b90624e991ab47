/** The bot's token: whose it is, what it may do, whether its channel is there. Posts only when it is told to. */
import * as z from "zod/mini";
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { mendOf } from "./places.ts";
import type { Check, Setup } from "./setup.ts";
import { callSlack, type Said, type SlackFault } from "./slack-call.ts";
import { findChannel } from "./slack-channel.ts";

const TOKEN = "SLACK_BOT_TOKEN";
const TEAM = "SLACK_TEAM_ID";

/** As slack-manifest.yaml asks for them; a test compares. */
export const SCOPES: readonly string[] = ["commands", "chat:write"];

export const slackCheck: Check = {
  name: TOKEN,
  needs: [TOKEN, "SLACK_API_URL"],
  run: async (setup) => {
    const { slackReports } = setup.settings;
    if (!slackReports.ok) return [];
    const method = { name: "auth.test", fields: {}, schema: Identity };
    const said = await callSlack(method, slackReports.value, setup);
    if (!said.ok) return [findRefusal(said.reason)];
    return [
      findToken(said.value.value),
      findTeam(said.value.value, setup),
      findScopes(said.value),
      ...(await findChannel(slackReports.value, setup)),
    ];
  },
};

/** Source: docs.slack.dev, auth.test. A user's token has no `bot_id`. */
const Identity = z.object({
  ok: z.literal(true),
  team_id: z.string(),
  team: z.optional(z.string()),
  user: z.optional(z.string()),
  bot_id: z.optional(z.string()),
  enterprise_id: z.optional(z.nullable(z.string())),
});
type Identity = z.infer<typeof Identity>;

function findToken({ user = "?", bot_id }: Identity): Finding {
  return bot_id === undefined
    ? wrong(TOKEN, `Slack takes it, but it is the token of a person (${user}).`, mendOf(TOKEN))
    : fine(TOKEN, `Accepted: the bot ${user}.`);
}

function findTeam(
  { team_id, team = "?", enterprise_id }: Identity,
  { settings: { slackEdge }, faulty }: Setup,
): Finding {
  const is = `${team_id} (${team})`;
  if (!slackEdge.ok || faulty.has(TEAM)) {
    return untried(TEAM, `The token belongs to ${is}.`, `Set it to ${team_id}.`);
  }
  const { teamId } = slackEdge.value;
  if (teamId === team_id || teamId === enterprise_id) {
    return fine(TEAM, `The token belongs to ${is}.`);
  }
  const mend = `Set SLACK_TEAM_ID to ${team_id}, or take the token of the app in ${teamId}.`;
  return wrong(TEAM, `The token belongs to ${is}, not to ${teamId}.`, mend);
}

const NAME_OF_SCOPES = "Slack scopes";
const SCOPES_PAGE =
  "https://api.slack.com/apps, your app, OAuth & Permissions, Scopes, Bot Token Scopes";

function findScopes({ scopes }: Said<Identity>): Finding {
  if (scopes === undefined) return untried(NAME_OF_SCOPES, "Slack does not tell them.");
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  const has = `The token has ${scopes.join(", ") || "none"}`;
  if (missing.length > 0) {
    const mend = `${SCOPES_PAGE}: add ${missing.join(", ")}, then reinstall the app to the workspace.`;
    return wrong(NAME_OF_SCOPES, `${has}; it lacks ${missing.join(", ")}.`, mend);
  }
  const more = scopes.filter((scope) => !SCOPES.includes(scope));
  const better = `${more.join(", ")}: nothing needs it. ${SCOPES_PAGE}.`;
  return fine(NAME_OF_SCOPES, `${has}.`, more.length > 0 ? better : undefined);
}

function findRefusal(fault: SlackFault): Finding {
  if (fault.kind === "busy") {
    return untried(TOKEN, "Slack asks for a pause (429).", "Try again in a minute.");
  }
  if (fault.kind === "unreachable") {
    const mend =
      "Is this computer online? SLACK_API_URL is https://slack.com/api unless you have set another.";
    return wrong(TOKEN, `${fault.seen} The token was not tried.`, mend);
  }
  const { code } = fault;
  return wrong(TOKEN, `Slack says ${code}${MEANINGS[code] ?? "."}`, mendOf(TOKEN));
}

/** Source: docs.slack.dev, auth.test, errors. */
const MEANINGS: Readonly<Record<string, string>> = {
  invalid_auth: ": it knows no such token.",
  not_authed: ": it saw no token.",
  account_inactive: ": the app was removed from the workspace, or its bot deactivated.",
  token_revoked: ": the token was revoked; installing the app again makes a new one.",
  token_expired:
    ": the app's token rotation is on; slack-manifest.yaml has it off (token_rotation_enabled).",
  not_allowed_token_type: ": this is no bot's token.",
};

export const operatorsCheck: Check = {
  name: "SLACK_OPERATORS",
  needs: ["SLACK_OPERATORS"],
  run: async ({ settings: { roles } }) => {
    if (!roles.ok) return [];
    const ids = [...roles.value.operators].join(", ");
    const seen = `Well-formed: ${ids}. Whether these are people of the workspace is not known: the app may not read users.`;
    return [
      untried(
        "SLACK_OPERATORS",
        seen,
        "Each of them types /gpu gc status: it answers operators only.",
      ),
    ];
  },
};
