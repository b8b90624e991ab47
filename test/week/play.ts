/**
 * Plays a scenario in virtual time: runs begin on GitHub, rent their machines as the action does, end, and delete
 * them in their post step; GitHub's webhooks and the cron reach the Worker, if there is one.
 */
import { encodeName, encodeStem, MINUTE_MS, SECOND_MS } from "@sesterce-gpu/shared";
import { callsTo, field, offerOf, orderOf } from "../helpers/sesterce-calls.ts";
import type { Delivery, WebhookEvent } from "../simulator/github/index.ts";
import type { Machine } from "../simulator/index.ts";
import { statusAt } from "../simulator/lifecycle.ts";
import { type Ends, isWithin, REPOSITORY, WEBHOOK_SECRET } from "./ends.ts";
import type { Ledger, Tenancy } from "./ledger.ts";
import {
  type PlannedAttempt,
  type PlannedRun,
  READY_TIMEOUT_MS,
  type Scenario,
} from "./scenario.ts";
import { Timeline } from "./timeline.ts";
import type { WorkerPort } from "./worker-port.ts";

export interface Nets {
  readonly hasPost: boolean;
  readonly worker: WorkerPort | null;
}

interface Stage {
  readonly ends: Ends;
  readonly scenario: Scenario;
  readonly nets: Nets;
  readonly ledger: Ledger;
  readonly timeline: Timeline;
}

const TICK_MS = 2 * MINUTE_MS;

export async function play(
  scenario: Scenario,
  { ends, nets, ledger }: Pick<Stage, "ends" | "nets" | "ledger">,
): Promise<void> {
  const timeline = new Timeline(ends.clock);
  const stage = { ends, scenario, nets, ledger, timeline };
  for (const run of scenario.runs) {
    timeline.add(ends.startAt + run.startsAt, () => startRun(run, stage));
  }
  endsForget(stage);
  if (nets.worker) workerWorks(nets.worker, stage);
  await timeline.play(ends.startAt + scenario.lengthMs);
}

function workerWorks(worker: WorkerPort, { ends, scenario, timeline }: Stage): void {
  const { startAt } = ends;
  const endAt = startAt + scenario.lengthMs;
  const tick = async (due: number) => {
    if (due + TICK_MS <= endAt) timeline.add(due + TICK_MS, () => tick(due + TICK_MS));
    await worker.sweep(due);
  };
  timeline.add(startAt, () => tick(startAt));
  const { from, until } = scenario.troubles.restore;
  timeline.add(startAt + from, async () => {
    timeline.add(startAt + until, await worker.snapshot());
  });
}

async function startRun(run: PlannedRun, stage: Stage): Promise<void> {
  const { id } = stage.ends.github.world.startRun({ repository: REPOSITORY });
  await rentFor(id, run.attempts, stage);
}

async function rerun(runId: number, attempts: readonly PlannedAttempt[], stage: Stage) {
  stage.ends.github.world.rerun(runId);
  await rentFor(runId, attempts, stage);
}

/** The first of the attempts has begun; the others come after it. */
async function rentFor(runId: number, [now, ...later]: readonly PlannedAttempt[], stage: Stage) {
  const { github, clock } = stage.ends;
  const attempt = github.store.run(runId).attempts.at(-1);
  const job = attempt?.jobs[0];
  if (!now || !attempt || !job) throw new Error(`Run ${runId} has no attempt to rent for.`);
  const owner = { runId, attempt: attempt.number, jobId: now.isOfRun ? 0 : job.id };
  const tenancy = await rent(owner, now, stage);
  const end = { runId, jobId: job.id, now, later, tenancy };
  stage.timeline.add(clock.now() + now.durationMs, () => endAttempt(end, stage));
}

let leases = 0;

/** Undefined: the API gave none, and the run goes on without. */
async function rent(
  owner: Pick<Tenancy, "runId" | "attempt" | "jobId">,
  { lifetimeMs, offer }: PlannedAttempt,
  { ends: { clock, cloud }, ledger }: Stage,
): Promise<Tenancy | undefined> {
  leases += 1;
  const stem = encodeStem(
    { kind: "workflow", repositoryId: REPOSITORY, ...owner },
    leases.toString(36).padStart(6, "0"),
  );
  const rentedAt = clock.now();
  const leaseEndsAt = Math.ceil((rentedAt + READY_TIMEOUT_MS + lifetimeMs) / MINUTE_MS) * MINUTE_MS;
  const name = encodeName(stem, leaseEndsAt);
  const { status, body } = await callsTo(cloud).create({ ...orderOf(...offer), name });
  if (status !== 201) return undefined;
  const machineId = String(field(body, "_id"));
  const hourlyUsd = offerOf(offer[0]).hourlyPrice;
  const open = { endedAt: null, heardAt: null, goneAt: null, goneBy: null };
  const tenancy = { machineId, ...owner, rentedAt, leaseEndsAt, hourlyUsd, ...open };
  ledger.add(tenancy);
  return tenancy;
}

interface AttemptEnd {
  readonly runId: number;
  readonly jobId: number;
  readonly now: PlannedAttempt;
  readonly later: readonly PlannedAttempt[];
  readonly tenancy: Tenancy | undefined;
}

/** The post step is a part of the job: GitHub says *completed* after it. */
async function endAttempt(end: AttemptEnd, stage: Stage): Promise<void> {
  const { now, later, tenancy, runId, jobId } = end;
  const { clock, github } = stage.ends;
  if (tenancy && now.hasPost && stage.nets.hasPost) await post(tenancy, stage);
  if (now.conclusion === "cancelled") github.world.cancel(runId);
  else github.world.completeJob(jobId, now.conclusion);
  if (tenancy) tenancy.endedAt = clock.now();
  await announce(end, stage);
  const [next] = later;
  if (next) stage.timeline.add(clock.now() + next.afterMs, () => rerun(runId, later, stage));
  else forgetLater(runId, stage);
}

async function post({ machineId }: Tenancy, { ends: { clock, cloud }, ledger }: Stage) {
  const { status } = await callsTo(cloud).remove(machineId);
  if (status === 204) ledger.gone(machineId, "post", clock.now());
}

/** GitHub says it once, as of now, in two webhooks, and perhaps again when much has happened since. */
async function announce({ runId, jobId, now, tenancy }: AttemptEnd, stage: Stage): Promise<void> {
  const { ends, nets, timeline, scenario } = stage;
  const { worker } = nets;
  if (!worker) return;
  const { clock, github, startAt } = ends;
  const endedAt = clock.now();
  const events: WebhookEvent[] = [
    { event: "workflow_job", job: jobId },
    { event: "workflow_run", run: runId },
  ];
  for (const [index, event] of events.entries()) {
    const delivery = await github.webhookFor({ ...event, secret: WEBHOOK_SECRET });
    const send = async () => {
      if (isWithin(scenario.troubles.github, clock.now() - startAt)) return false;
      await worker.deliver(requestOf(delivery));
      return true;
    };
    const first = async () => {
      const at = clock.now();
      if ((await send()) && tenancy) tenancy.heardAt ??= at;
    };
    const at = endedAt + now.webhookAfterMs + index * SECOND_MS;
    if (!now.isWebhookLost) timeline.add(at, first);
    for (const afterMs of now.resentAfterMs)
      timeline.add(at + afterMs, async () => void (await send()));
  }
}

const requestOf = ({ headers, body }: Delivery): Request =>
  new Request("https://worker.test/github/webhooks", { method: "POST", headers, body });

/** Real ends keep their past; simulated ones are slow with thousands of runs and machines that nobody asks for. */
const FORGOTTEN_AFTER_MS = 60 * MINUTE_MS;

function endsForget(stage: Stage): void {
  const { clock, cloud, github } = stage.ends;
  stage.timeline.add(clock.now() + FORGOTTEN_AFTER_MS, () => {
    github.forgetPast();
    cloud.forgetRequests();
    const longAgo = clock.now() - FORGOTTEN_AFTER_MS;
    const isLongGone = ({ life }: Machine) => statusAt(life, longAgo) === "deleted";
    for (const { id } of cloud.machines.all().filter(isLongGone)) cloud.machines.forget(id);
    endsForget(stage);
  });
}

function forgetLater(runId: number, stage: Stage): void {
  const { ends, nets, timeline, ledger } = stage;
  timeline.add(ends.clock.now() + FORGOTTEN_AFTER_MS, () => {
    const isAskedFor = nets.worker !== null && ledger.isThere(runId);
    if (isAskedFor) forgetLater(runId, stage);
    else ends.github.world.deleteRun(runId);
  });
}
