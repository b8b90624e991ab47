/** Ends that wait for a person: one list and one button for all machines of an approval. Pure. */
import type { KnownBlock } from "@slack/types";
import type { MachineFact, MachineItem, ReportItem, SweepReport } from "../../../fleet/report.ts";
import { moment } from "../../text.ts";
import { priceText } from "../figures.ts";
import {
  figuresText,
  gpuText,
  idText,
  ownerText,
  regionText,
  savedText,
  togetherText,
} from "./machine.ts";
import { said } from "./outside.ts";
import { sections, sizeOf } from "./sections.ts";

type AskFact = Extract<MachineFact, { kind: "ask" }>;
type AskItem = ReportItem & MachineItem & { readonly fact: AskFact };

export interface AskGroup {
  readonly approvalId: string;
  /** The button holds until then. */
  readonly until: number;
  readonly items: readonly AskItem[];
}

export function askGroups(items: readonly ReportItem[]): AskGroup[] {
  const asks = items.flatMap((item) => (isAsk(item) ? item : []));
  const ids = [...new Set(asks.map(({ fact }) => fact.approvalId))];
  return ids.map((approvalId) => {
    const its = asks.filter(({ fact }) => fact.approvalId === approvalId);
    return { approvalId, until: Math.min(...its.map(({ fact }) => fact.until)), items: its };
  });
}

const isAsk = (item: ReportItem): item is AskItem =>
  item.kind === "machine" && item.fact.kind === "ask";

export interface AskPlace extends Pick<SweepReport, "at" | "mode"> {
  /** Characters of blocks that it may take. */
  readonly room: number;
  /** How many groups stand above it: no two buttons of a message may have one id. */
  readonly above: number;
}

/** Undefined: not even its head fits. A machine that is not named is not approved: then there is no button. */
export function askBlocks(group: AskGroup, place: AskPlace): KnownBlock[] | undefined {
  const head = headOf(group, place);
  const room = place.room - sizeOf(head) - BUTTON_ROOM;
  if (room < 0) return undefined;
  const lines = [fullLine, shortLine]
    .map((lineOf) => group.items.map(lineOf))
    .find((all) => fits(all, room));
  if (lines === undefined) return sections([head, UNNAMED]);
  return [...sections([head, ...lines]), ...footOf(group, place)];
}

const BUTTON_ROOM = 600;
const UNNAMED =
  "Too many to name, so nobody can approve them here: `/gpu list` shows them. An operator ends them in the console (https://cloud.sesterce.com).";

const fits = (lines: readonly string[], room: number): boolean =>
  lines.reduce((sum, line) => sum + sizeOf(line), 0) <= room;

function headOf({ items }: AskGroup, { mode }: AskPlace): string {
  const which = items.length === 1 ? "This machine" : `These ${items.length} machines`;
  const machines = items.map(({ machine }) => machine);
  const sum = `${togetherText(machines)}; the end ${savedText(machines)}`;
  const waits = `*${which}: GitHub does not find the run, so a person has to approve the end* · ${sum}`;
  return mode === "observe" ? `${waits}\nObserve mode leaves workflow machines alone.` : waits;
}

function footOf(group: AskGroup, { at, mode, above }: AskPlace): KnownBlock[] {
  const { approvalId, until, items } = group;
  if (mode === "observe") return [];
  const again = "It is asked again every hour, as long as the run is not found.";
  if (at >= until) return sections([`The button of this question has run out. ${again}`]);
  const what = items.length === 1 ? "it ends" : `all ${items.length} end`;
  return [
    ...sections([
      `One click of an operator, and ${what} with the next sweeps if GitHub still says the same. The button holds 30 minutes, until ${moment(until)}. ${again} Operators only.`,
    ]),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: above === 0 ? "approve" : `approve:${above}`,
          style: "danger",
          text: { type: "plain_text", text: `Approve these ${items.length}` },
          value: approvalId,
        },
      ],
    },
  ];
}

function fullLine(item: AskItem): string {
  const { machine, why } = item;
  const what = [idText(machine), gpuText(machine), regionText(machine), ownerText(machine)];
  const reason = said(why.join(" "), 250) || "no reason was told";
  return `• ${[...what, ...figuresText(item)].join(" · ")}\n   ${reason}`;
}

function shortLine({ machine, why }: AskItem): string {
  return `• ${idText(machine)} ${priceText(machine.hourlyUsd)} ${said(why.at(0) ?? "", 60)}`.trim();
}
