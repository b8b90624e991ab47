/**
 * One tick of the cron: observe → plan → act → tell. It may be stopped anywhere: what is decided is written down
 * before it is done, and what was done without being written down is found by the next sweep.
 */
import { decodeName, isSesterceError } from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import type { PostDigest } from "../fleet/digest.ts";
import type { Blindness, PostedReport, SweepReport, Tell } from "../fleet/report.ts";
import type { FleetMachine } from "../fleet/types.ts";
import { type Evidence, StoreError, type Telling } from "../store/index.ts";
import { type Acts, act } from "./act.ts";
import { approvalsOf } from "./approvals.ts";
import { type AskOwners, type Observation, observe } from "./observe.ts";
import { isShrunk, plan } from "./plan.ts";
import { reportOf } from "./report.ts";
import { affordableNames } from "./spending.ts";
import { tellDigest } from "./tell-digest.ts";

export interface SweepPorts {
  readonly askOwners: AskOwners;
  readonly tell: Tell;
  /** Says that this sweep could not see; as there may be no memory, it is up to the port not to repeat it. */
  readonly tellBlindness: (blindness: Blindness) => Promise<void>;
  readonly postDigest: PostDigest;
  /** Looks up the names of repositories that own machines, and the ids of those that we are told by name. */
  readonly learnNames: (repositoryIds: readonly number[]) => Promise<void>;
}

/** `now`: when the tick was due. Never throws: a sweep that failed is told by the log, and by `lastSweepAt` growing old. */
export async function sweep(deps: TickDeps, ports: SweepPorts, now: number): Promise<void> {
  const { sesterce, log, budget } = deps;
  if (!sesterce.ok) {
    log({ level: "error", event: "sweep-not-configured", faults: sesterce.reason });
    return;
  }
  try {
    await sweepOnce({ ...deps, sesterce }, ports, now);
  } catch (error) {
    log({ level: "error", event: "sweep-failed", error });
    const blindness = blindnessOf(error);
    if (blindness) await ports.tellBlindness(blindness);
  }
  log({ level: "info", event: "sweep-spent", spent: budget.spent, of: budget.total });
}

function blindnessOf(error: unknown): Blindness | undefined {
  if (error instanceof StoreError) return "database";
  return isSesterceError(error) ? "list" : undefined;
}

type CloudDeps = TickDeps & { readonly sesterce: TickDeps["sesterce"] & { readonly ok: true } };

async function sweepOnce(deps: CloudDeps, ports: SweepPorts, now: number): Promise<void> {
  const { store } = deps;
  const seen = await observe(deps, ports.askOwners, now);
  if (seen === null) return;
  const decided = plan(seen.facts);
  const acts = await act(decided, seen, deps);
  const approvals = await approvalsOf(decided, seen, deps);
  await store.evidence.add(acts.evidence);
  const report = reportOf({ plan: decided, seen, acts, approvals });
  await tellPeople(report, { seen, acts, deps, ports });
  deps.log({ level: "info", event: "sweep", machines: seen.machines.size, ...counts(acts) });
  await store.pruning.step(now, Math.floor(now / TICK_MS));
  await tellDigest({ seen, plan: decided, acts, post: ports.postDigest }, deps);
  await ports.learnNames(namelessOf(seen).slice(0, affordableNames(deps.budget.left)));
}

const TICK_MS = 120_000;

const counts = ({ deeds, finished }: Acts) => ({
  deleted: deeds.filter(({ outcome }) => outcome === "deleted").length + finished.length,
  failed: deeds.filter(({ outcome }) => outcome !== "deleted").length,
});

interface Told {
  readonly seen: Observation;
  readonly acts: Acts;
  readonly deps: CloudDeps;
  readonly ports: SweepPorts;
}

/** What Slack has taken is written down at once: whatever else fails, it is not said again. */
async function tellPeople(report: SweepReport, { seen, acts, deps, ports }: Told): Promise<void> {
  const { store, log, clock } = deps;
  const told = await ports.tell(report, seen.memory.posted);
  if (!told.ok) log({ level: "error", event: "report-not-told", detail: told.detail });
  const posted = told.ok ? told.posted : seen.memory.posted;
  await store.sweep.recordGood({ at: report.at, ...nextMemory(seen, acts), posted });
  if (!told.ok) return;
  await store.cases.told(tellingsOf(report, seen), Math.max(report.at, clock.now()));
  await store.evidence.add(evidenceOfTelling(report, { seen, posted }));
}

/** What was told of for the first time now. */
function tellingsOf({ items }: SweepReport, { facts: { subjects, gap } }: Observation): Telling[] {
  const files = new Map(subjects.map(({ id, file }) => [id, file]));
  return items.flatMap((item): Telling[] => {
    if (item.kind === "guard") return [];
    const { fact, machine } = item;
    const none = { machineId: machine.id, warnedEnd: null, isGap: false, escalation: null };
    const file = files.get(machine.id);
    switch (fact.kind) {
      case "lease-ends":
        return file?.warning?.endsAt === fact.endsAt && file.warning.saidAt !== null
          ? []
          : [{ ...none, warnedEnd: fact.endsAt }];
      case "ends-after-gap": {
        const { saidAt } = file?.gapWarning ?? { saidAt: null };
        return saidAt !== null && saidAt >= (gap?.endedAt ?? 0) ? [] : [{ ...none, isGap: true }];
      }
      case "unknown":
        return file?.escalations === fact.escalation
          ? []
          : [{ ...none, escalation: fact.escalation }];
      default:
        return [];
    }
  });
}

/** Each thing that people are told is told once in the evidence, too; deletes have rows of their own. */
function evidenceOfTelling(
  { at, items }: SweepReport,
  { seen, posted }: { seen: Observation; posted: PostedReport | null },
): Evidence[] {
  const before = new Set(seen.memory.posted?.items.map(({ key }) => key));
  const now = new Set(posted?.items.map(({ key }) => key));
  return items.flatMap((item): Evidence[] => {
    const isNews = now.has(item.key) && !before.has(item.key);
    if (item.kind === "guard" || !isNews || item.fact.kind === "deleted") return [];
    const { machine, fact, why } = item;
    const stem = seen.machines.get(machine.id)?.seen.stem ?? null;
    const kind = `told-${fact.kind}`;
    const detail = `Told in Slack (${fact.kind}). ${why.join(" ")}`;
    return [{ at, machineId: machine.id, stem, kind, actor: "sweep", detail }];
  });
}

/** A suspicious list is no measure for the next one. */
function nextMemory({ facts: { list, gap, mode } }: Observation, { deeds }: Acts) {
  const isListShrunk = isShrunk(list);
  const deleted = deeds.filter(({ outcome }) => outcome === "deleted").length;
  return {
    listSize: isListShrunk ? list.was : list.is - deleted,
    isListShrunk,
    gapEndedAt: gap?.endedAt ?? null,
    gapMs: gap?.lengthMs ?? null,
    mode,
  };
}

/** Repositories whose name is not known, ours first: of those that are not ours we can't tell whether it is. */
function namelessOf({ machines }: Observation): number[] {
  const nameless = [...machines.values()].flatMap(({ seen: { holder, machine } }) => {
    const owner = decodeName(machine.name)?.owner;
    const isKnown = holder.kind === "workflow" && holder.repository !== null;
    return owner?.kind === "workflow" && !isKnown ? [{ holder, id: owner.repositoryId }] : [];
  });
  const oursFirst = nameless.sort((a, b) => Number(isForeign(a)) - Number(isForeign(b)));
  return [...new Set(oursFirst.map(({ id }) => id))];
}

const isForeign = ({ holder }: Pick<FleetMachine, "holder">): boolean => holder.kind === "foreign";
