/** The three simulated ends in one virtual time, their troubles, and the way of the Worker's requests to them. */
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createGitHubEnd, type GitHubEnd } from "../simulator/github/index.ts";
import { createSimulator, type Simulator } from "../simulator/index.ts";
import { createSlackEnd, type SlackEnd } from "../simulator/slack/index.ts";
import type { Ledger } from "./ledger.ts";
import type { Troubles, Window } from "./scenario.ts";

export interface Ends {
  readonly clock: VirtualClock;
  readonly startAt: number;
  readonly cloud: Simulator;
  readonly github: GitHubEnd;
  readonly slack: SlackEnd;
}

export const REPOSITORY = 1_001;
export const WEBHOOK_SECRET = "simulated-webhook-secret";

export function createEnds({ github: githubDown, sesterce: sesterceDown }: Troubles): Ends {
  const clock = new VirtualClock();
  const startAt = clock.now();
  const cloud = createSimulator({ clock });
  const github = createGitHubEnd({ clock });
  const slack = createSlackEnd({ clock });
  github.world.addRepository({ id: REPOSITORY, owner: "acme", name: "models" });
  const times = Number.POSITIVE_INFINITY;
  const isIn = (window: Window) => () => isWithin(window, clock.now() - startAt);
  github.faults.add({ fault: "unavailable", times, when: isIn(githubDown) });
  cloud.faults.add({ fault: "server-error", status: 503, times, when: isIn(sesterceDown) });
  return { clock, startAt, cloud, github, slack };
}

export const isWithin = ({ from, until }: Window, at: number): boolean => at >= from && at < until;

/** What the Worker is told of the world, beside its database. */
export const settingsFor = ({ cloud, github, slack }: Ends): Record<string, string> => ({
  SESTERCE_API_KEY: cloud.options.apiKey,
  SESTERCE_API_URL: cloud.options.baseUrl,
  GITHUB_TOKEN: github.options.token ?? "",
  GITHUB_API_URL: github.options.baseUrl,
  GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
  SLACK_API_URL: slack.options.apiBaseUrl,
  SLACK_RESPONSE_ORIGIN: slack.options.responseOrigin,
  SLACK_BOT_TOKEN: slack.options.botToken,
  SLACK_SIGNING_SECRET: "simulated-signing-secret",
  SLACK_TEAM_ID: slack.options.teamId,
  SLACK_CHANNEL_ID: "C0REPORTS",
  SLACK_OPERATORS: "U0OPERATOR",
  REAPER_MODE: "enforce",
  REAPER_REPOSITORIES: String(REPOSITORY),
});

/** The Worker's `fetch`: each of its deletes is held against the ledger before it goes on. */
export function workersFetch({ clock, cloud, github, slack }: Ends, ledger: Ledger): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.startsWith(github.options.baseUrl)) return github.fetch(input, init);
    if (!url.startsWith(cloud.options.baseUrl)) return slack.fetch(input, init);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (method !== "DELETE") return cloud.fetch(input, init);
    const id = new URL(url).pathname.split("/").at(-1) ?? "";
    ledger.workerDeletes(id, clock.now());
    const answer = await cloud.fetch(input, init);
    if (answer.ok) ledger.gone(id, "worker", clock.now());
    return answer;
  };
}
