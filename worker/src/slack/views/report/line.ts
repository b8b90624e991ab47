/** An item in one line: what is kept of it from sweep to sweep, and what it is told by beside others. Pure; mrkdwn. */
import type { MachineItem, ReportItem, SweepReport } from "../../../fleet/report.ts";
import { guardText } from "./guard.ts";
import { figuresText, gpuText, idText, ownerWords } from "./machine.ts";
import { titleOf } from "./title.ts";

/** With either mark before it. */
export const LONGEST_LINE = 200;

const STILL = "Still: ";
const OVER = "No longer: ";
const ROOM = LONGEST_LINE - OVER.length;

export function lineOf(item: ReportItem, report: Pick<SweepReport, "at" | "mode">): string {
  return item.kind === "guard" ? guardText(item.guard) : machineLine(item, report);
}

/** The least needed stands last and is left out where there is no room. */
function machineLine(item: MachineItem, report: Pick<SweepReport, "at">): string {
  const { fact, machine } = item;
  const rest = [ownerWords(machine), ...figuresText(item), gpuText(machine)];
  return rest.reduce(
    (line, part) => (line.length + 3 + part.length > ROOM ? line : `${line} · ${part}`),
    `${titleOf(fact, report)} · ${idText(machine)}`,
  );
}

/** Told in full by an earlier message. */
export const asStill = (line: string): string => `${STILL}${bare(line)}`;

export const asOver = (line: string): string => `${OVER}${bare(line)}`;

/** No line of ours begins so by itself. */
export const isStill = (line: string): boolean => line.startsWith(STILL);

function bare(line: string): string {
  const mark = [STILL, OVER].find((one) => line.startsWith(one));
  return mark === undefined ? line : line.slice(mark.length);
}
