/** The extension of a lease: what is asked before it, what it came to, and why it was not made. Pure. */
import { formatCost, formatDuration, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import type { Extended, NotMoved } from "../../fleet/hand.ts";
import type { LeaseRow } from "../../store/index.ts";
import { encodeExtension } from "../extension-value.ts";
import type { Message } from "../message.ts";
import { code, mention, moment } from "../text.ts";
import { lines } from "./blocks.ts";
import { buttons } from "./buttons.ts";
import { unseenView } from "./end.ts";
import { priceText, span } from "./figures.ts";
import { endText, whatText, whoseText } from "./machine-words.ts";

/** `now`: ms since the epoch. */
export function confirmExtensionView(extended: Extended, now: number): Message {
  const { seen, from, to, addedUsd } = extended;
  const addMs = to - from;
  const message = lines([
    `*Add ${formatDuration(addMs)} to this lease?* ${whatText(seen)}`,
    whoseText(seen),
    `It would end ${endText(to, now)} instead of ${moment(from)}. ${priceOf(addedUsd, seen.hourlyUsd)}`,
    ...endedLines(extended),
  ]);
  const add = {
    id: "extend-now",
    label: `Add ${formatDuration(addMs)}${addedUsd === null ? "" : ` · ${formatCost(addedUsd)}`}`,
    value: encodeExtension({ machineId: seen.machine._id, addMs, from }),
    style: "primary",
  } as const;
  return { ...message, blocks: [...message.blocks, buttons([add])] };
}

const priceOf = (addedUsd: number | null, hourlyUsd: number | null): string =>
  addedUsd === null
    ? "What that costs is not known: Sesterce tells no price."
    : `That costs ${formatCost(addedUsd)} at most (${priceText(hourlyUsd)}).`;

/** One look is no proof, so the lease is moved; but it may be in vain. */
const endedLines = ({ ownerEndedAt }: Extended): string[] =>
  ownerEndedAt === null
    ? []
    : [
        `:warning: GitHub said ${moment(ownerEndedAt)} that its job has ended: if a second look agrees, it goes all the same in enforce mode. Save what you need.`,
      ];

export function extendedView(extended: Extended, now: number): Message {
  const { seen, from, to, addedUsd } = extended;
  const job = seen.holder.kind === "workflow" ? " Its job or run ends it before, as ever." : "";
  return lines([
    `*Added ${formatDuration(to - from)}:* ${whatText(seen)}`,
    `Its lease now ends ${endText(to, now)}, not ${moment(from)}. ${priceOf(addedUsd, seen.hourlyUsd)}${job}`,
    ...endedLines(extended),
  ]);
}

export interface Asked {
  readonly machineId: string;
  readonly addMs: number;
  readonly now: number;
}

/** Of a machine that is there, or may be; of a lease that was moved there is more to say: `movedView`. */
export function notExtendedView(
  reason: Exclude<NotMoved, { code: "gone" | "moved" }>,
  { machineId, addMs, now }: Asked,
): Message {
  const not = `*The lease of ${code(machineId, 200)} was not moved`;
  switch (reason.code) {
    case "unseen":
      return unseenView();
    case "foreign":
      return lines([`${not}: it is not ours.*`]);
    case "claimed":
      return lines([
        `${not}: the machine is being deleted.*`,
        `If that fails, ask again in a few minutes; ${code(`/gpu show ${machineId}`, 220)} tells.`,
      ]);
    case "no-limit":
      return lines([
        `${not}: \`MAX_LIFETIME\` can't be read.*`,
        "An operator sets it and deploys again; `/healthz` names what is wrong.",
      ]);
    case "too-long":
      return lines([
        `${not}: it may end ${moment(reason.latest)} at the latest.*`,
        mostText(reason, { machineId, addMs, now }),
      ]);
    case "over":
      return lines([
        `${not}: it would be over even then (${moment(reason.to)}).*`,
        `More than ${span(now - reason.to + addMs)} has to be added: ${command(machineId, now - reason.to + addMs + 30 * MINUTE_MS)}`,
      ]);
  }
}

/** `MAX_LIFETIME` is named, since an operator can change it. */
function mostText(
  { from, latest }: Extract<NotMoved, { code: "too-long" }>,
  { machineId, now }: Asked,
): string {
  const limit = "`MAX_LIFETIME` says so, and an operator sets it.";
  // Whole minutes, as a line takes them, and none too many.
  const leftMs = Math.floor((latest - from) / MINUTE_MS) * MINUTE_MS;
  return latest <= now || leftMs < MINUTE_MS
    ? `${limit} Save what you need, and rent another machine.`
    : `${limit} The most that can be added: ${command(machineId, leftMs)}`;
}

const command = (machineId: string, addMs: number): string =>
  code(`/gpu extend ${machineId} ${typed(addMs)}`, 240);

/** As a line takes it. */
const typed = (ms: number): string =>
  ms % HOUR_MS === 0 ? `${ms / HOUR_MS}h` : `${Math.ceil(ms / MINUTE_MS)}m`;

export interface Moved extends Asked {
  readonly endsAt: number;
  /** Undefined: nobody has written down who. */
  readonly lease: LeaseRow | undefined;
  readonly userId: string;
}

/** The click comes late, or a second time. */
export function movedView({ machineId, addMs, endsAt, lease, userId, now }: Moved): Message {
  const by =
    lease?.movedBy === userId ? "You have" : `${mention(lease?.movedBy ?? "") || "Somebody"} has`;
  const when = lease ? ` ${moment(lease.movedAt)}` : "";
  return lines([
    `*Nothing was added by this click:* the lease ends at another time now. ${by} moved it${when}.`,
    `It ends ${endText(endsAt, now)}. Still more: ${command(machineId, addMs)}`,
  ]);
}
