/**
 * A fleet in which something of everything happens: a run has ended and its machine was marked, a lease has ended
 * and was warned of, of one owner nothing can be known, one lives, and one machine is a stranger's. With the next
 * sweep two of them are due.
 */
import { env } from "cloudflare:workers";
import { MINUTE_MS, type WorkflowOwner } from "@sesterce-gpu/shared";
import { runCron } from "../../../worker/src/app.ts";
import type { Deps } from "../../../worker/src/deps.ts";
import { simulatedWorker } from "../simulated-worker.ts";

export const REPOSITORY = 1_001;
export const TICK_MS = 2 * MINUTE_MS;
const LABELS = ["ended", "lease", "unknown", "alive", "foreign"] as const;
type Label = (typeof LABELS)[number];
export const DUE: readonly Label[] = ["ended", "lease"];

export type Scene = Awaited<ReturnType<typeof scene>>;

export async function scene(settings: Record<string, string> = {}) {
  const simulated = await simulatedWorker({
    env: { REAPER_MODE: "enforce", REAPER_REPOSITORIES: String(REPOSITORY), ...settings },
    cloud: { bootMs: 0 },
  });
  const { clock, cloud, github, anew } = simulated;
  github.world.addRepository({ id: REPOSITORY, owner: "acme", name: "models" });
  const [ended, lease, unknown, alive] = [0, 1, 2, 3].map(() => startRun(github));
  if (!ended || !lease || !unknown || !alive) throw new Error("There are four runs.");
  github.faults.add({ fault: "forbidden", run: unknown.runId, times: Number.POSITIVE_INFINITY });
  const ids = await simulated.seed([
    { who: ended, ageMs: 0 },
    // Its lease ends with the sweep that is looked at, ten minutes from now.
    { who: lease, ageMs: 0, leaseMs: -10 * MINUTE_MS },
    { who: unknown, ageMs: 0 },
    { who: alive, ageMs: 0 },
    { who: "my-own-box", ageMs: 0 },
  ]);
  const labels = new Map(ids.map((id, index) => [id, LABELS[index] ?? "foreign"] as const));
  const startedAt = clock.now();
  /** When the sweep that is looked at is due. */
  const dueAt = startedAt + 10 * MINUTE_MS;
  const until = (at: number) => clock.advance(Math.max(0, at - clock.now()));
  const sweepAt = async (deps: Deps, at: number) => {
    await until(at);
    await clock.run(runCron(deps, at));
  };

  const before = anew();
  await sweepAt(before, startedAt);
  await until(startedAt + 5 * MINUTE_MS);
  github.world.completeRun(ended.runId);
  await sweepAt(before, dueAt - TICK_MS);
  await until(dueAt);

  return {
    ...simulated,
    dueAt,
    /** Sweeps of a new Worker with nothing in its way, after the one that was due. */
    sweepOn: async (ticks = 4, deps = anew()) => {
      for (let tick = 1; tick <= ticks; tick++) await sweepAt(deps, dueAt + tick * TICK_MS);
    },
    deletes: () =>
      cloud.requests
        .filter(({ operation }) => operation === "delete")
        .map(({ path, status }) => ({ of: labelIn(path, labels), status })),
    outcome: () => outcomeOf(labels, cloud.billedNow()),
  };
}

function startRun(github: Awaited<ReturnType<typeof simulatedWorker>>["github"]): WorkflowOwner {
  const { id: runId, attempts } = github.world.startRun({ repository: REPOSITORY });
  const jobId = attempts[0]?.jobs[0]?.id ?? 0;
  return { kind: "workflow", repositoryId: REPOSITORY, runId, attempt: 1, jobId };
}

const labelIn = (path: string, labels: ReadonlyMap<string, Label>): Label | "?" =>
  labels.get(path.split("/").at(-1) ?? "") ?? "?";

interface CaseOf {
  machine_id: string;
  claimed_at: number | null;
  deleting_since: number | null;
}

export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** How things stand, whatever led to it. */
async function outcomeOf(labels: ReadonlyMap<string, Label>, running: readonly { id: string }[]) {
  const { results: cases } = await env.DB.prepare("SELECT * FROM cases").all<CaseOf>();
  const { results: told } = await env.DB.prepare(
    "SELECT machine_id FROM evidence WHERE kind = 'deleted'",
  ).all<{ machine_id: string }>();
  const named = (ids: readonly string[]) => ids.map((id) => labels.get(id) ?? "?").sort();
  return {
    running: named(running.map(({ id }) => id)),
    claimed: named(cases.filter((row) => row.claimed_at !== null).map((row) => row.machine_id)),
    deleting: named(
      cases.filter((row) => row.deleting_since !== null).map((row) => row.machine_id),
    ),
    /** Evidence of deletes. */
    told: named(told.map((row) => row.machine_id)),
  };
}

/** What it comes to when nothing goes wrong. */
export const CALM = {
  running: ["alive", "foreign", "unknown"],
  claimed: [],
  deleting: ["ended", "lease"],
  told: ["ended", "lease"],
};
