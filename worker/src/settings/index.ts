/**
 * Everything that the Worker is told by its environment, parsed once. Pure. A group with a fault is not
 * there: whatever needs it does not run, and says which variable is to be mended.
 */
import { DAY_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { type GitHubAccess, readGitHubAccess } from "./github-access.ts";
import {
  count,
  lifetime,
  matching,
  oneOf,
  origin,
  type People,
  people,
  type Repository,
  repositories,
  seconds,
  secrets,
  token,
  url,
  userIds,
} from "./kinds.ts";
import { type Fault, type Group, type RawEnv, readGroup } from "./variable.ts";

export type { GitHubAccess } from "./github-access.ts";
export type { People, Repository } from "./kinds.ts";
export type { Fault, Group, RawEnv } from "./variable.ts";

export interface SesterceSettings {
  readonly apiKey: string;
  readonly apiUrl: string;
}

/** What a request from Slack is let in by. */
export interface SlackEdge {
  readonly signingSecrets: readonly string[];
  readonly teamId: string;
  /** The only origin that a `response_url` may have. */
  readonly responseOrigin: string;
}

/** What we speak to Slack with, unasked. */
export interface SlackReports {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly channelId: string;
}

export interface Roles {
  readonly operators: ReadonlySet<string>;
  /** Null: the operators. */
  readonly renters: People | null;
}

export interface ReaperSettings {
  readonly mode: "observe" | "enforce";
  readonly repositories: readonly Repository[];
  readonly recheckMs: number;
  readonly graceMs: number;
  /** Subrequests of a tick, D1 queries included. */
  readonly subrequests: number;
}

export interface Settings {
  readonly sesterce: Group<SesterceSettings>;
  readonly slackEdge: Group<SlackEdge>;
  readonly slackReports: Group<SlackReports>;
  readonly roles: Group<Roles>;
  readonly githubWebhook: Group<{ readonly secret: string }>;
  readonly github: Group<GitHubAccess>;
  readonly reaper: Group<ReaperSettings>;
  readonly lifetime: Group<{ readonly maxMs: number }>;
  /** One for each variable, in the order of the variables' table in README.md. */
  readonly faults: readonly Fault[];
}

export function readSettings(env: RawEnv): Settings {
  const groups = {
    sesterce: readSesterce(env),
    slackEdge: readSlackEdge(env),
    slackReports: readSlackReports(env),
    roles: readRoles(env),
    githubWebhook: readGroup<{ secret: string }>(env, {
      secret: { name: "GITHUB_WEBHOOK_SECRET", ...token },
    }),
    github: readGitHubAccess(env),
    reaper: readReaper(env),
    lifetime: readGroup<{ maxMs: number }>(env, {
      maxMs: { name: "MAX_LIFETIME", ...lifetime, fallback: 5 * DAY_MS },
    }),
  };
  return {
    ...groups,
    faults: [...bindingFaults(env), ...Object.values(groups).flatMap(faultsOf)],
  };
}

const faultsOf = (group: Group<unknown>): readonly Fault[] => (group.ok ? [] : group.reason);

const BINDINGS = { DB: "the binding of a D1 database", LAUNCH: "the binding of a Workflow" };

const bindingFaults = (env: RawEnv): Fault[] =>
  Object.entries(BINDINGS).flatMap(([variable, allowed]) => {
    const isThere = typeof env[variable] === "object" && env[variable] !== null;
    return isThere ? [] : [{ variable, problem: "missing" as const, allowed }];
  });

const readSesterce = (env: RawEnv) =>
  readGroup<SesterceSettings>(env, {
    apiKey: { name: "SESTERCE_API_KEY", ...token },
    apiUrl: { name: "SESTERCE_API_URL", ...url, fallback: "https://api.cloud.sesterce.com" },
  });

const readSlackEdge = (env: RawEnv) =>
  readGroup<SlackEdge>(env, {
    signingSecrets: { name: "SLACK_SIGNING_SECRET", ...secrets },
    teamId: { name: "SLACK_TEAM_ID", ...matching(/^[TE][A-Z0-9]{2,20}$/, "a team id (T…)") },
    responseOrigin: {
      name: "SLACK_RESPONSE_ORIGIN",
      ...origin,
      fallback: "https://hooks.slack.com",
    },
  });

const readSlackReports = (env: RawEnv) =>
  readGroup<SlackReports>(env, {
    botToken: { name: "SLACK_BOT_TOKEN", ...token },
    apiUrl: { name: "SLACK_API_URL", ...url, fallback: "https://slack.com/api" },
    channelId: {
      name: "SLACK_CHANNEL_ID",
      ...matching(/^[CGD][A-Z0-9]{2,20}$/, "a channel id (C…)"),
    },
  });

const readRoles = (env: RawEnv) =>
  readGroup<Roles>(env, {
    operators: { name: "SLACK_OPERATORS", ...userIds },
    renters: { name: "SLACK_RENTERS", ...people, fallback: null },
  });

function readReaper(env: RawEnv): Group<ReaperSettings> {
  const group = readGroup<ReaperSettings>(env, {
    mode: { name: "REAPER_MODE", ...oneOf("observe", "enforce"), fallback: "observe" },
    repositories: { name: "REAPER_REPOSITORIES", ...repositories, fallback: [] },
    recheckMs: { name: "REAPER_RECHECK_SECONDS", ...seconds(3_600), fallback: MINUTE_MS },
    graceMs: { name: "REAPER_GRACE_SECONDS", ...seconds(3_600), fallback: MINUTE_MS },
    subrequests: { name: "REAPER_SUBREQUESTS", ...count(35, 10_000), fallback: 45 },
  });
  const isBlind = group.ok && group.value.mode === "enforce" && group.value.repositories.length < 1;
  if (!isBlind) return group;
  const allowed = `${repositories.allowed}: enforce needs at least one`;
  return { ok: false, reason: [{ variable: "REAPER_REPOSITORIES", problem: "missing", allowed }] };
}
