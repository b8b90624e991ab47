/** The check's sources and the four ends that it asks, all in virtual time: nothing is wrong until a test changes it. */
import { Hono } from "hono";
import type { Finding } from "../../worker/check/finding.ts";
import { reportText } from "../../worker/check/report.ts";
import { runChecks } from "../../worker/check/run.ts";
import type { Sources } from "../../worker/check/variables.ts";
import { webhookRoutes } from "../../worker/src/github/routes.ts";
import { type HealthReport, healthReport } from "../../worker/src/health.ts";
import { completeEnv } from "../../worker/src/settings/env.fixture.ts";
import { type RawEnv, readSettings } from "../../worker/src/settings/index.ts";
import { slackRoutes } from "../../worker/src/slack/routes.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createGitHubEnd, type GitHubEndOptions } from "../simulator/github/index.ts";
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";
import { createSlackEnd, type SlackEndOptions } from "../simulator/slack/index.ts";

export const WORKER_URL = "https://gpu.test";

/** What is not secret, as it stands in wrangler.jsonc. */
const VARS = {
  SESTERCE_API_URL: "https://api.sesterce.test",
  SLACK_API_URL: "https://slack.test/api",
  SLACK_RESPONSE_ORIGIN: "https://hooks.slack.test",
  SLACK_TEAM_ID: "T0TEAM",
  SLACK_CHANNEL_ID: "C0REPORTS",
  SLACK_OPERATORS: "U0ONE,U0TWO",
  GITHUB_API_URL: "https://github-api.test",
  REAPER_MODE: "observe",
  REAPER_REPOSITORIES: "acme/models",
};

export const SECRETS = {
  SESTERCE_API_KEY: "simulated-api-key",
  SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
  SLACK_BOT_TOKEN: "simulated-bot-token",
  GITHUB_WEBHOOK_SECRET: "fedcba9876543210fedcba9876543210",
  GITHUB_TOKEN: "simulated-github-token",
};

export interface WorldOptions {
  readonly environment?: Sources["environment"];
  /** Changes of the file's; undefined takes one out. */
  readonly secrets?: Readonly<Record<string, string | undefined>>;
  readonly vars?: Readonly<Record<string, string | undefined>>;
  readonly config?: Partial<Sources["config"]>;
  /** Changes of what the deployed Worker was given. */
  readonly deployed?: RawEnv;
  readonly isAsked?: boolean;
  readonly mayPost?: boolean;
  readonly sesterce?: Partial<SimulatorOptions>;
  readonly slack?: Partial<SlackEndOptions>;
  readonly github?: Partial<GitHubEndOptions>;
  readonly health?: Partial<HealthReport>;
}

export function checkWorld(options: WorldOptions = {}) {
  const clock = new VirtualClock();
  const sesterce = createSimulator({ clock, ...options.sesterce });
  const slack = createSlackEnd({ clock, ...options.slack });
  const github = createGitHubEnd({ clock, ...options.github });
  const repository = github.world.addRepository({ id: 7_001, owner: "acme", name: "models" });
  const variables = { ...SECRETS, ...options.secrets };
  const config = {
    name: "wrangler.jsonc",
    vars: { ...VARS, ...options.vars },
    databaseId: "6b0c1a52-0000-4000-8000-000000000001",
    hasLaunch: true,
    ...options.config,
  };
  const sources: Sources = {
    environment: options.environment ?? {},
    file: { name: ".prod.vars", variables },
    config,
  };
  const deployed = { ...completeEnv, ...config.vars, ...variables, ...options.deployed };
  const worker = deployedWorker(deployed, { clock, health: options.health ?? {} });
  const ends: Readonly<Record<string, typeof fetch>> = {
    "https://api.sesterce.test": sesterce.fetch,
    "https://slack.test": slack.fetch,
    "https://github-api.test": github.fetch,
    [WORKER_URL]: async (input, init) => worker.fetch(new Request(input, init)),
  };
  const send: typeof fetch = (input, init) => {
    const { origin } = new URL(input instanceof Request ? input.url : input);
    const end = ends[origin];
    if (!end) throw new TypeError("fetch failed", { cause: unresolved(origin) });
    return end(input, init);
  };
  const url = (options.isAsked ?? true) ? WORKER_URL : null;
  const still = { now: () => clock.now(), sleep: never };
  const about = { sources, url, mayPost: options.mayPost ?? false, fetch: send };
  return {
    sesterce,
    slack,
    github,
    repository,
    /** Nothing is late. */
    run: () => runChecks({ ...about, clock: still }),
    runAt: (address: string) => runChecks({ ...about, url: address, clock: still }),
    /** Whatever waits is waited for; not for an App, whose crypto is on a thread of its own. */
    runInTime: () => clock.run(runChecks({ ...about, clock })),
  };
}

const never = (): Promise<never> => new Promise(() => {});

/** The lines that a healthy world has not. */
export async function unusual(findings: readonly Finding[]): Promise<string> {
  const usual = (await checkWorld().run()).map((one) => JSON.stringify(one));
  return reportText(findings.filter((one) => !usual.includes(JSON.stringify(one))));
}

const unresolved = (origin: string) =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${origin}`), { code: "ENOTFOUND" });

interface DeployedOptions {
  readonly clock: VirtualClock;
  readonly health: Partial<HealthReport>;
}

/** The Worker's own doors; behind them there is nothing, and nothing is to get that far. */
function deployedWorker(env: RawEnv, { clock, health }: DeployedOptions): Hono {
  const settings = readSettings(env);
  const { slackEdge, githubWebhook } = settings;
  const log = () => {};
  const nobody = () => Promise.reject(new Error("The check has set something going."));
  const app = new Hono();
  const sweep = { state: "fresh", lastGoodAt: clock.now() } as const;
  app.get("/healthz", (c) => c.json({ ...healthReport(sweep, settings), ...health }));
  const edge = slackEdge.ok ? slackEdge.value : undefined;
  const secret = githubWebhook.ok ? githubWebhook.value.secret : undefined;
  const doors = { clock, log, fetch: nobody };
  app.route("/", slackRoutes({ ...doors, edge, onCommand: nobody, onAction: nobody }));
  app.route("/", webhookRoutes({ ...doors, secret, onCompleted: nobody }));
  return app;
}
