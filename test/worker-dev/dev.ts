/**
 * The Worker to try on this computer, without any account: Cloudflare's runtime, a local database with all
 * migrations, a simulated Sesterce with a few machines, a simulated GitHub, and a simulated Slack whose replies are printed.
 */
import { setTimeout as pause } from "node:timers/promises";
import { HOUR_MS, MINUTE_MS, systemClock, teamHashOf } from "@sesterce-gpu/shared";
import { seedFleet } from "../helpers/seed-fleet.ts";
import { type ServedGitHubEnd, serveGitHubEnd } from "../simulator/github/serve.ts";
import { type ServedSimulator, serveSimulator } from "../simulator/serve.ts";
import type { Reply, SlackEnd } from "../simulator/slack/index.ts";
import { type ServedSlackEnd, serveSlackEnd } from "../simulator/slack/serve.ts";
import { Conversation } from "./conversation.ts";
import { type LocalWorker, startLocalWorker } from "./local-worker.ts";
import { asCurl, signedCommand } from "./signed-command.ts";
import { localVariables, OPERATOR_ID, REPOSITORY_ID, TEAM_ID } from "./variables.ts";

export interface Dev {
  readonly url: string;
  readonly mode: string;
  /** A signed request to paste; Slack's signatures live for five minutes. */
  example(text: string): string;
  /** What is sent to Slack, and the simulator that takes it. */
  readonly slack: SlackEnd;
  /** Sends a command; its first answer. */
  say(text: string): Promise<Reply>;
  /** Clicks on the button of this label that was shown last. False: there is none. */
  click(label: string): Promise<boolean>;
  close(): Promise<void>;
}

type Print = (line: string) => void;

export interface DevOptions {
  readonly port: number;
  readonly print: Print;
  /** How long a machine takes from the create to *active*. */
  readonly bootMs?: number;
}

/** As wrangler.jsonc has it; the local runtime has no cron of its own. */
const TICK_MS = 2 * MINUTE_MS;

export async function startDev({ port, print, bootMs = MINUTE_MS }: DevOptions): Promise<Dev> {
  const clock = new PastClock();
  const cloud = await serveSimulator({ clock, bootMs });
  const slack = await serveSlackEnd();
  const github = await serveGitHubEnd();
  const jobs = startRuns(github);
  const closeEnds = () => Promise.all([cloud.close(), slack.close(), github.close()]);
  const worker = await startWorker(port, { cloud, slack, github }).catch(async (error: unknown) => {
    await closeEnds();
    throw error;
  });
  await seed(cloud, clock, jobs);
  const talk = new Conversation(slack, print);
  await worker.sweep();
  const ticks = setInterval(() => void worker.sweep().catch(() => {}), TICK_MS);
  return {
    url: worker.url,
    mode: worker.mode,
    click: async (label) => {
      const request = await talk.click(label, worker.signingSecret);
      if (!request) return false;
      await fetch(`${worker.url}/slack/interactions`, { method: "POST", ...request });
      return true;
    },
    slack: slack.slack,
    say: async (text) => {
      const responseUrl = talk.mint();
      const request = signed(text, responseUrl, worker.signingSecret);
      await fetch(`${worker.url}/slack/commands`, { method: "POST", ...request });
      return firstReply(slack.slack, responseUrl);
    },
    example: (text) => asCurl(worker.url, signed(text, talk.mint(), worker.signingSecret)),
    close: async () => {
      clearInterval(ticks);
      talk.stop();
      await worker.close();
      await closeEnds();
    },
  };
}

const signed = (text: string, responseUrl: string, secret: string) =>
  signedCommand({ text, userId: OPERATOR_ID, teamId: TEAM_ID, responseUrl }, secret, Date.now());

const LONGEST_ANSWER_MS = 30_000;

async function firstReply(slack: SlackEnd, responseUrl: string): Promise<Reply> {
  for (const endsAt = Date.now() + LONGEST_ANSWER_MS; Date.now() < endsAt; await pause(50)) {
    const [reply] = slack.replies(responseUrl);
    if (reply) return reply;
  }
  throw new Error("The Worker has not answered.");
}

interface Ends {
  readonly cloud: ServedSimulator;
  readonly slack: ServedSlackEnd;
  readonly github: ServedGitHubEnd;
}

async function startWorker(
  port: number,
  { cloud, slack, github }: Ends,
): Promise<LocalWorker & { readonly signingSecret: string; readonly mode: string }> {
  const { apiKey } = cloud.simulator.options;
  const urls = { sesterce: cloud.url, slack: slack.url, github: github.url };
  const variables = localVariables({ ...urls, apiKey });
  const worker = await startLocalWorker({ variables, port });
  const { SLACK_SIGNING_SECRET: signingSecret, REAPER_MODE: mode } = variables;
  return { ...worker, signingSecret, mode };
}

interface Jobs {
  /** In progress. */
  readonly alive: number;
  /** Completed, and its runner never came to its post step. */
  readonly ended: number;
}

function startRuns({ github: { world } }: ServedGitHubEnd): Jobs {
  world.addRepository({ id: REPOSITORY_ID, owner: "acme", name: "train" });
  const jobOf = (id: number) =>
    world.startRun({ id, repository: REPOSITORY_ID, jobs: ["train"] }).attempts[0]?.jobs[0]?.id ??
    0;
  const jobs = { alive: jobOf(ALIVE_RUN), ended: jobOf(ENDED_RUN) };
  world.completeJob(jobs.ended, "failure");
  world.startRun({ id: LONG_RUN, repository: REPOSITORY_ID, jobs: ["train"] });
  return jobs;
}

const ALIVE_RUN = 7_001;
const ENDED_RUN = 7_002;
/** Its machine belongs to the whole run, and is past its lease. */
const LONG_RUN = 6_990;

/** A person's machine, a workflow's, one that a dead job left behind, one that is past its lease, and somebody else's. */
async function seed({ simulator }: ServedSimulator, clock: PastClock, jobs: Jobs): Promise<void> {
  const person = {
    kind: "person",
    teamHash: await teamHashOf(TEAM_ID),
    userId: OPERATOR_ID,
  } as const;
  const workflow = { kind: "workflow", repositoryId: REPOSITORY_ID, attempt: 1 } as const;
  await seedFleet(simulator, clock, [
    { who: person, ageMs: 40 * MINUTE_MS },
    { who: { ...workflow, runId: ALIVE_RUN, jobId: jobs.alive }, ageMs: 12 * MINUTE_MS },
    { who: { ...workflow, runId: ENDED_RUN, jobId: jobs.ended }, ageMs: 25 * MINUTE_MS },
    {
      who: { ...workflow, runId: LONG_RUN, jobId: 0 },
      ageMs: 61 * HOUR_MS,
      offer: ["H100_sxm5x8", "frankfurt-germany-1"],
    },
    { who: "bench-box", ageMs: 5 * HOUR_MS },
  ]);
}

/** The time, or for a while a time that has gone: for machines that were rented before. */
class PastClock {
  #backMs = 0;
  readonly sleep = systemClock.sleep;
  now(): number {
    return systemClock.now() - this.#backMs;
  }
  setBack(ms: number): void {
    this.#backMs = ms;
  }
}
