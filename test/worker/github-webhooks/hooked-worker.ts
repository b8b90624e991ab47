/** The whole Worker in enforce mode, one repository of ours, machines of its jobs, and GitHub's deliveries. */
import { HOUR_MS, MINUTE_MS, type WorkflowOwner } from "@sesterce-gpu/shared";
import type { RawEnv } from "../../../worker/src/settings/index.ts";
import type { Delivery, WebhookEvent } from "../../simulator/github/index.ts";
import { simulatedWorker } from "../simulated-worker.ts";
import { requestOf, SECRET } from "./deliveries.ts";
import { meteredDb } from "./metered-db.ts";

export const REPOSITORY = 1_001;
const TICK_MS = 2 * MINUTE_MS;

export async function hookedWorker(env: RawEnv = {}) {
  const { db, spent, setFault } = meteredDb();
  const ours = { REAPER_MODE: "enforce", REAPER_REPOSITORIES: String(REPOSITORY) };
  const worker = await simulatedWorker({ db, env: { ...ours, ...env } });
  const { clock, cloud, github, deps, events } = worker;
  const { world } = github;
  world.addRepository({ id: REPOSITORY, owner: "acme", name: "models" });

  /** A run whose first job is owner of machines. */
  const start = (repository = REPOSITORY, ...jobs: string[]): WorkflowOwner => {
    const run = world.startRun({ repository, jobs: jobs.length > 0 ? jobs : ["train"] });
    const jobId = run.attempts[0]?.jobs[0]?.id ?? 0;
    return { kind: "workflow", repositoryId: repository, runId: run.id, attempt: 1, jobId };
  };
  const rerun = ({ runId, ...owner }: WorkflowOwner): WorkflowOwner => {
    const { number = 0, jobs } = world.rerun(runId).attempts.at(-1) ?? {};
    return { ...owner, runId, attempt: number, jobId: jobs?.[0]?.id ?? 0 };
  };
  const rent = async (who: WorkflowOwner): Promise<string> => {
    const [id = ""] = await worker.seed([{ who, ageMs: 0, leaseMs: 240 * HOUR_MS }]);
    return id;
  };
  const deliver = (event: WebhookEvent): Promise<Delivery> =>
    github.webhookFor({ secret: SECRET, ...event });
  /** Its status, and what it cost until all was done that it set off. */
  const send = async (delivery: Delivery) => {
    const before = { ...spent, cloud: cloud.requests.length, github: github.requests.length };
    const { status } = await worker.send(requestOf(delivery));
    return {
      status,
      sesterce: cloud.requests.length - before.cloud,
      github: github.requests.length - before.github,
      statements: spent.statements - before.statements,
      rowsWritten: spent.rowsWritten - before.rowsWritten,
    };
  };
  const jobDone = (jobId: number) => deliver({ event: "workflow_job", job: jobId });
  const runDone = (runId: number) => deliver({ event: "workflow_run", run: runId });
  /** On to the next even minute, and a sweep. */
  const tick = async () => {
    await clock.advance(TICK_MS - (clock.now() % TICK_MS));
    await worker.sweep();
  };
  const running = (): string[] => cloud.billedNow().map(({ id }) => id);
  return {
    ...{ worker, clock, cloud, github, world, store: deps.store, events, setFault },
    ...{ start, rerun, rent, deliver, jobDone, runDone, send, tick, running },
    /** Sweeps until it is gone; how long that took (ms). */
    untilGone: async (id: string, most = 15 * MINUTE_MS): Promise<number> => {
      const from = clock.now();
      while (running().includes(id)) {
        if (clock.now() - from > most) throw new Error(`It still runs after ${most} ms.`);
        await tick();
      }
      return clock.now() - from;
    },
    ticks: async (count: number) => {
      for (let done = 0; done < count; done++) await tick();
    },
    markOf: async (id: string) => {
      const [row] = await deps.store.cases.byIds([id]);
      return row && { why: row.markWhy, at: row.markAt, by: row.markBy };
    },
    done: () => events.filter(({ event }) => event.startsWith("github-webhook")),
  };
}

export const NO_MARK = { why: null, at: null, by: null };
