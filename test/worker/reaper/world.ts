/**
 * What the reaper's tests stand on: the whole Worker, swept every two minutes of virtual time against the simulated
 * Sesterce, GitHub and Slack; one repository whose machines are ours; machines rented for jobs of its runs.
 */
import {
  encodeName,
  encodeStem,
  MINUTE_MS,
  type Owner,
  type PersonOwner,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";
import { runCron } from "../../../worker/src/app.ts";
import type { RawEnv } from "../../../worker/src/settings/index.ts";
import { signedAction } from "../../../worker/src/slack/signed-request.fixture.ts";
import type { StartJob } from "../../simulator/github/index.ts";
import type { SimulatorOptions } from "../../simulator/index.ts";
import { ourTeamHash, simulatedWorker } from "../simulated-worker.ts";
import { buttonsOf, textOf } from "./slack-text.ts";

export const REPOSITORY = 1_001;
export const CHANNEL = "C0REPORTS";
export const OPERATOR = "U0OPERATOR";
export const TICK_MINUTES = 2;
export const ALWAYS = { times: Number.POSITIVE_INFINITY };

export interface WorldOptions {
  readonly mode?: "observe" | "enforce";
  readonly env?: RawEnv;
  readonly cloud?: Partial<SimulatorOptions>;
}

export interface Rent {
  /** The owner of a lease, or a whole name. */
  readonly who: Owner | string;
  /** From now; a day, so that no test meets the lease's end unless it wants to. */
  readonly leaseMinutes?: number;
  /** `instanceId` and region of a sample offer. */
  readonly offer?: readonly [instanceId: string, region: string];
}

export type World = Awaited<ReturnType<typeof reaperWorld>>;

export async function reaperWorld({ mode = "enforce", env = {}, cloud = {} }: WorldOptions = {}) {
  const ours = { REAPER_MODE: mode, REAPER_REPOSITORIES: String(REPOSITORY) };
  const worker = await simulatedWorker({ env: { ...ours, ...env }, cloud, random: lcg() });
  const { clock, deps, github, slack } = worker;
  github.world.addRepository({ id: REPOSITORY, owner: "acme", name: "models" });

  const arrive = async (minutes: number) => {
    const step = TICK_MINUTES * MINUTE_MS;
    const due = Math.floor(clock.now() / step) * step + minutes * MINUTE_MS;
    await clock.advance(Math.max(0, due - clock.now()));
  };
  /** The next sweep, as the cron has it: at an even minute. */
  const tick = async (minutes = TICK_MINUTES) => {
    await arrive(minutes);
    await worker.sweep();
  };
  /** A sweep, and beside it what happens `ms` after it has begun. */
  const tickWhile = async <T>(ms: number, happens: () => Promise<T>): Promise<T> => {
    await arrive(TICK_MINUTES);
    const beside = async () => {
      await clock.sleep(ms);
      return happens();
    };
    const [result] = await clock.run(Promise.all([beside(), runCron(deps, clock.now())]));
    return result;
  };
  /** Sweeps for that long; those that are more than two minutes apart save time where nothing is timed. */
  const sweepFor = async (minutes: number, every = TICK_MINUTES) => {
    const until = clock.now() + minutes * MINUTE_MS;
    while (clock.now() + every * MINUTE_MS <= until) await tick(every);
  };
  /** Sweeps until it is so, and tells how many minutes that took. */
  const sweepUntil = async (isSo: () => boolean, withinMinutes: number): Promise<number> => {
    const from = clock.now();
    while (!isSo()) {
      const minutes = (clock.now() - from) / MINUTE_MS;
      if (minutes > withinMinutes) throw new Error(`It was not so within ${withinMinutes} min.`);
      await tick();
    }
    return (clock.now() - from) / MINUTE_MS;
  };

  const rent = (...machines: readonly Rent[]): Promise<string[]> =>
    worker.seed(
      machines.map(({ who, leaseMinutes = 24 * 60, ...rest }) => ({
        ...rest,
        who: typeof who === "string" ? who : nameOf(who, clock.now() + leaseMinutes * MINUTE_MS),
        ageMs: 0,
      })),
    );
  /** One owner for each job of a new run. */
  const startRun = (...jobs: readonly (string | StartJob)[]): WorkflowOwner[] => {
    const run = github.world.startRun({ repository: REPOSITORY, jobs });
    return ownersOf(run.id, 1, run.attempts[0]?.jobs ?? []);
  };
  const startJob = (status: StartJob["status"] = "in_progress"): WorkflowOwner =>
    only(startRun({ name: "train", status }));
  const rerun = ({ runId }: WorkflowOwner): WorkflowOwner[] => {
    const last = github.world.rerun(runId).attempts.at(-1);
    return ownersOf(runId, last?.number ?? 0, last?.jobs ?? []);
  };

  const posts = () => slack.messages.in(CHANNEL);
  /** The channel as it can be read now, a message after another. */
  const channel = (): string => posts().map(textOf).join("\n\n");
  /** The button that asks for approval, in the newest message that has one. */
  const approveButton = () =>
    posts()
      .toReversed()
      .flatMap((post) => buttonsOf(post).map((button) => ({ ...button, ts: post.ts })))
      .find(({ actionId }) => actionId.startsWith("approve"));
  /** What the person reads who clicks on it; by default on the newest. */
  const approve = async (userId = OPERATOR, button = approveButton()): Promise<string> => {
    if (!button) throw new Error(`Nothing is asked for in the channel:\n${channel()}`);
    const { actionId, value, ts } = button;
    const responseUrl = slack.mintResponseUrl({ channel: CHANNEL, originalTs: ts });
    const nowMs = clock.now();
    const click = { userId, actionId, value, isEphemeral: false, responseUrl, nowMs };
    await worker.send(await signedAction(click));
    return slack.replies(responseUrl).map(textOf).join("\n");
  };

  return {
    ...{ worker, clock, cloud: worker.cloud, slack, store: deps.store },
    github: github.world,
    githubFaults: github.faults,
    ...{ tick, tickWhile, sweepFor, sweepUntil, rent, startRun, startJob, rerun },
    ...{ posts, channel, approveButton, approve },
    /** Everything that was ever to be read in the channel, edits included. */
    everSaid: (): string =>
      posts()
        .flatMap(({ history }) => history.map(textOf))
        .join("\n\n"),
    /** Ids of the machines that nobody has ended, the oldest first. */
    running: (): string[] =>
      worker.cloud
        .billedNow()
        .map(({ id }) => id)
        .toReversed(),
    /** What the sweeps have found of a machine. */
    caseOf: async (id: string) => (await deps.store.cases.byIds([id]))[0],
    /** The kinds of its evidence, the newest first. */
    evidenceOf: async (id: string) =>
      (await deps.store.evidence.ofMachine(id, null, 200)).map(({ kind }) => kind),
  };
}

const ownersOf = (
  runId: number,
  attempt: number,
  jobs: readonly { readonly id: number }[],
): WorkflowOwner[] =>
  jobs.map(({ id: jobId }) => ({
    ...({ kind: "workflow", repositoryId: REPOSITORY } as const),
    ...{ runId, attempt, jobId },
  }));

export const person = async (userId = "U0ONE"): Promise<PersonOwner> => ({
  kind: "person",
  teamHash: await ourTeamHash(),
  userId,
});

/** The same lease for as long as the nonce is the same. */
export const nameOf = (owner: Owner, expiresAt: number, nonce = nextNonce()): string =>
  encodeName(encodeStem(owner, nonce), expiresAt);

let leases = 0;

function nextNonce(): string {
  leases += 1;
  return leases.toString(36).padStart(6, "0");
}

/** The one that there is. */
export function only<T>([one, ...others]: readonly T[]): T {
  if (one === undefined || others.length > 0) throw new Error(`${others.length + 1}, not one.`);
  return one;
}

/** The same numbers in each run. */
function lcg(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
