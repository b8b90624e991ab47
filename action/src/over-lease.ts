/** Machines of this repository that have outlived their lease: nobody else may be there to end them. Pure. */
import {
  decodeName,
  formatDuration,
  formatHourly,
  isGone,
  type Machine,
  oneLine,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";

/** One warning for each. `nowMs` by the API's clock. */
export function overLeaseLines(
  machines: readonly Machine[],
  { repositoryId }: WorkflowOwner,
  nowMs: number,
): string[] {
  return machines.flatMap((machine) => {
    const owned = decodeName(machine.name);
    const isOurs = owned?.owner.kind === "workflow" && owned.owner.repositoryId === repositoryId;
    if (!isOurs || isGone(machine) || owned.expiresAt > nowMs) return [];
    const price =
      machine.hourlyPrice === null ? "an unknown price" : formatHourly(machine.hourlyPrice);
    const late = formatDuration(nowMs - owned.expiresAt);
    return [
      `Machine ${oneLine(machine._id, 60)} of this repository (run ${owned.owner.runId}) is past its lease by ${late} and still costs ${price}. Delete it in the Sesterce console, or set up the Worker, which does.`,
    ];
  });
}
