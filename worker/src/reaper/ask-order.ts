/** Whose turn it is to be asked about at GitHub. Pure. */
import { decodeName, isGone, type WorkflowOwner } from "@sesterce-gpu/shared";
import type { CaseRow } from "../store/index.ts";
import type { PlanFacts } from "./facts.ts";
import type { Known } from "./observe.ts";

export interface OwnerAsk {
  readonly machineId: string;
  readonly owner: WorkflowOwner;
}

type Times = Pick<PlanFacts, "now" | "graceMs">;

/** Those first that a webhook has told of; then the least recently looked at. What is on its way out needs no look. */
export function asksOf(machines: readonly Known[], times: Times): OwnerAsk[] {
  const turn = ({ case: row }: Known) => Number(!awaitsSecondLook(row, times));
  return machines
    .filter(({ seen: { holder, machine } }) => holder.kind === "workflow" && !isGone(machine))
    .sort((a, b) => turn(a) - turn(b) || lookedAt(a) - lookedAt(b) || (idOf(a) < idOf(b) ? -1 : 1))
    .flatMap((known) => {
      const owner = decodeName(known.seen.machine.name)?.owner;
      return owner?.kind === "workflow" ? { machineId: idOf(known), owner } : [];
    });
}

/** Once: after a look that was late enough it has its turn as all others have. */
function awaitsSecondLook(row: CaseRow | undefined, { now, graceMs }: Times): boolean {
  if (row?.markBy !== "webhook" || row.markAt === null) return false;
  const dueAt = row.markAt + graceMs;
  return now >= dueAt && (row.lookedAt ?? 0) < dueAt;
}

const lookedAt = (known: Known): number => known.case?.lookedAt ?? 0;
const idOf = ({ seen }: Known): string => seen.machine._id;
