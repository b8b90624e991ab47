/** What can be done about a machine whose end is near: buttons for the first few, commands for all. Pure. */
import { costUsd, formatCost, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import type { KnownBlock } from "@slack/types";
import type { MachineItem, ReportedMachine, ReportItem } from "../../../fleet/report.ts";
import { encodeExtension } from "../../extension-value.ts";
import { code, literal } from "../../text.ts";
import { type ButtonFacts, buttons } from "../buttons.ts";

/** Each takes a block of its own and a good part of a message's room. */
export const MOST_BUTTONED = 5;

const ADDED = [
  { id: "30m", label: "+30 min", addMs: 30 * MINUTE_MS },
  { id: "2h", label: "+2 h", addMs: 2 * HOUR_MS },
] as const;

/** As Sesterce's are. What is written otherwise has no place on a button. */
const PLAIN_ID = /^[\w-]{1,64}$/;

/** Its end was told, and lies ahead. */
export function isComing(item: ReportItem, at: number): item is ReportItem & MachineItem {
  if (item.kind === "guard" || !PLAIN_ID.test(item.machine.id)) return false;
  const { fact } = item;
  return fact.kind === "ends-after-gap" || (fact.kind === "lease-ends" && fact.endsAt > at);
}

/**
 * One click does it: the price stands on the button, and the lease's end that was shown is in its value. `place`
 * tells the buttons of one message apart.
 */
export function leaseButtons({ machine }: MachineItem, at: number, place: number): KnownBlock {
  return buttons([...extensionsOf(machine, at, place), endOf(machine, place)]);
}

function extensionsOf(
  { id: machineId, hourlyUsd, leaseEndsAt: from }: ReportedMachine,
  at: number,
  place: number,
): ButtonFacts[] {
  if (from === null) return [];
  // After a gap a lease may be over for longer than that.
  return ADDED.filter(({ addMs }) => from + addMs > at).map(({ id, label, addMs }) => ({
    id: `extend-now:${place}:${id}`,
    label: `${label} · ${hourlyUsd === null ? "price not told" : formatCost(costUsd(hourlyUsd, addMs))}`,
    value: encodeExtension({ machineId, addMs, from }),
  }));
}

const endOf = ({ id, gpu, gpuCount }: ReportedMachine, place: number): ButtonFacts => ({
  id: `end-now:${place}`,
  label: "End now",
  value: id,
  style: "danger",
  confirm: {
    title: "Delete this machine?",
    text: `${literal(`${gpuCount ?? "?"}×${gpu ?? "GPU"}`, 60)} ${id} goes at once, with all that is on it.`,
    yes: "Delete it",
    no: "Keep it",
  },
});

/** mrkdwn; `id`: of a machine, or what stands for one. */
export const leaseCommands = (id: string): string =>
  `Longer: ${code(`/gpu extend ${id} 2h`, 90)}; no more: ${code(`/gpu delete ${id}`, 90)}`;
