/** Hundreds of machines, each of a run of its own, and a Worker whose every request and statement is counted outside of it. */
import { env } from "cloudflare:workers";
import { MINUTE_MS, type WorkflowOwner } from "@sesterce-gpu/shared";
import { runCron } from "../../../worker/src/app.ts";
import type { RawEnv } from "../../../worker/src/settings/index.ts";
import type { GitHubEndOptions } from "../../simulator/github/index.ts";
import type { SimulatorOptions } from "../../simulator/index.ts";
import { simulatedWorker } from "../simulated-worker.ts";
import { databaseThrough, fetchThrough } from "./steps.ts";

const TICK_MS = 2 * MINUTE_MS;
const LONG_MS = 24 * 60 * MINUTE_MS;

export interface Group {
  readonly count: number;
  /** From now; a day. The name's own twenty minutes are in it. */
  readonly endsInMs?: number;
  /** What happens to each of its runs before the first sweep. */
  readonly fate?: (runId: number) => void;
}

export interface CrowdOptions {
  readonly env?: RawEnv;
  readonly cloud?: Partial<SimulatorOptions>;
  readonly github?: Partial<GitHubEndOptions>;
  /** Each owner of a repository of its own. */
  readonly isSpread?: boolean;
}

type Github = Awaited<ReturnType<typeof simulatedWorker>>["github"];
export type Crowd = Awaited<ReturnType<typeof crowd>>;

export async function crowd(
  groupsOf: (github: Github) => Readonly<Record<string, Group>>,
  { env: variables = {}, cloud = {}, github: hub = {}, isSpread = false }: CrowdOptions = {},
) {
  const repositories = isSpread
    ? Array.from({ length: 500 }, (_, index) => 2_001 + index)
    : [2_001];
  const simulated = await simulatedWorker({
    env: {
      REAPER_MODE: "enforce",
      REAPER_REPOSITORIES: repositories.join(","),
      REAPER_SUBREQUESTS: "45",
      ...variables,
    },
    cloud: { bootMs: 0, ...cloud },
    github: hub,
  });
  const { clock, github, anew, deps } = simulated;
  for (const id of repositories) github.world.addRepository({ id, name: `r${id}` });
  const members = Object.entries(groupsOf(github)).flatMap(([group, { count, ...rest }]) =>
    Array.from({ length: count }, () => ({ group, ...rest })),
  );
  const owners = members.map((_, index) =>
    ownerOf(github, repositories[index % repositories.length] ?? 0),
  );
  members.forEach(({ fate }, index) => {
    fate?.(owners[index]?.runId ?? 0);
  });
  const ids = await simulated.seed(
    members.map(({ endsInMs = LONG_MS }, index) => ({
      who: owners[index] ?? "",
      ageMs: 0,
      leaseMs: endsInMs - 20 * MINUTE_MS,
    })),
  );
  const groupOf = new Map(ids.map((id, index) => [id, members[index]?.group ?? ""]));

  let spent = 0;
  const count = (steps: number) => {
    spent += steps;
  };
  const counted = anew({
    fetch: fetchThrough(deps.fetch, (_, go) => {
      count(1);
      return go();
    }),
    db: databaseThrough(env.DB, {
      run: (what, go) => {
        count(what.split("\n").length);
        return go();
      },
    }),
  });
  const spending: number[] = [];
  let dueAt = clock.now();
  /** Of jobs and runs that GitHub was asked about. */
  const asked = () =>
    new Set(github.requests.flatMap(({ path }) => /\/(?:jobs|runs)\/(\d+)/.exec(path)?.[1] ?? []));
  return {
    ...simulated,
    spending,
    tick: async () => {
      await clock.advance(Math.max(0, dueAt - clock.now()));
      spent = 0;
      await clock.run(runCron(counted, dueAt));
      spending.push(spent);
      dueAt += TICK_MS;
    },
    /** Owners that GitHub was asked about so far. */
    lookedAt: () => {
      const seen = asked();
      return owners.filter(({ jobId }) => seen.has(String(jobId))).length;
    },
    /** All that stands in the channel. */
    slackText: () => JSON.stringify(simulated.slack.messages.in("C0REPORTS")),
    /** How many still run, by group. */
    running: () => {
      const left: Record<string, number> = {};
      for (const { id } of simulated.cloud.billedNow()) {
        const group = groupOf.get(id) ?? "?";
        left[group] = (left[group] ?? 0) + 1;
      }
      return left;
    },
  };
}

function ownerOf(github: Github, repositoryId: number): WorkflowOwner {
  const run = github.world.startRun({ repository: repositoryId });
  const jobId = run.attempts[0]?.jobs[0]?.id ?? 0;
  return { kind: "workflow", repositoryId, runId: run.id, attempt: 1, jobId };
}
