/** The answer to `/gpu create`: what would be rented, until when, for how much at most; or why nothing can be. Pure. */
import {
  type Candidate,
  formatCost,
  formatDuration,
  formatGpu,
  formatHourly,
  formatMisfit,
  type Miss,
} from "@sesterce-gpu/shared";
import { READY_TIMEOUT_MS } from "../../fleet/hand.ts";
import { MOST_MACHINES } from "../../fleet/launch.ts";
import type { Message } from "../message.ts";
import { mostOf, type NotFound, type Wish } from "../quote.ts";
import { code, moment, plain } from "../text.ts";
import { lines } from "./blocks.ts";
import { buttons } from "./buttons.ts";

export interface QuoteFacts {
  /** Of the row that the buttons are about. */
  readonly id: string;
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly lifetimeMs: number;
  /** Of the key that the machine will let in. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const MOST_NEXT = 2;
export function quoteView({ id, candidates, lifetimeMs, fingerprint, now }: QuoteFacts): Message {
  const [best, ...others] = candidates;
  const { hourlyPrice } = best.offer;
  const { clickBy, endsAt, usd } = mostOf({ hourlyUsd: hourlyPrice, lifetimeMs, now });
  const ready = formatDuration(READY_TIMEOUT_MS);
  const next = others.slice(0, MOST_NEXT).map((one) => `• ${candidateText(one)}`);
  const message = lines([
    `*Rent this machine?* ${candidateText(best)}`,
    `For ${formatDuration(lifetimeMs)}, and at most ${ready} to get ready; up to ${MOST_MACHINES} machines are tried. If you click by ${moment(clickBy)}, the lease ends ${moment(endsAt)} at the latest, and the machine with it. The most that it can cost, failed tries included: *${formatCost(usd)}*.`,
    `It lets in your key ${code(fingerprint)}.`,
    ...(next.length > 0 ? ["*Next best:*", ...next] : []),
    `If it is taken meanwhile, the next best of up to ${formatHourly(hourlyPrice)} is.`,
  ]);
  const both = buttons([
    { id: "create", label: `Create · ${formatHourly(hourlyPrice)}`, value: id, style: "primary" },
    { id: "create-cancel", label: "Cancel", value: id },
  ]);
  return { ...message, blocks: [...message.blocks, both] };
}

/** `1×H100 in dallas-usa-3 · Dallas, US (AZ_07), 4.796 $/h`. */
function candidateText({ offer, region }: Candidate): string {
  const place = offer.availability.find((one) => one.region === region);
  const name = place && place.name !== "" && place.name !== region ? [place.name] : [];
  const named = [...name, ...(place?.countryCode ? [place.countryCode] : [])].join(", ");
  const where = `${plain(region, 60)}${named === "" ? "" : ` · ${plain(named, 80)}`}`;
  return `${plain(formatGpu(offer), 60)} in ${where} (${plain(offer.cloud.name, 40)}), ${formatHourly(offer.hourlyPrice)}`;
}

const MOST_MISSES = 3;

export function nothingFitsView({ wish, misses }: Extract<NotFound, { code: "nothing" }>): Message {
  const near = misses.slice(0, MOST_MISSES).map((miss) => `• ${missText(miss)}`);
  const isSoldOut = misses.some(({ misfits }) =>
    misfits.every(({ code: why }) => why === "sold-out"),
  );
  return lines([
    isSoldOut
      ? `*${wishText(wish)} is sold out at the moment.* Nothing was rented.`
      : `*There is no ${wishText(wish)} to rent as a virtual machine.* Nothing was rented.`,
    ...(near.length > 0 ? ["What comes nearest:", ...near] : []),
    `\`/gpu offers\` shows all that can be had now${isSoldOut ? "; stock changes within minutes" : ""}.`,
  ]);
}

const missText = ({ offer, misfits }: Miss): string =>
  `${plain(formatGpu(offer), 60)} (${plain(offer.cloud.name, 40)}), ${formatHourly(offer.hourlyPrice)}: ${misfits.map((misfit) => plain(misfitText(misfit, offer.gpuCount), 200)).join(", ")}`;

/** A wish without a count is one of it: there it has to be said. */
const misfitText = (misfit: Miss["misfits"][number], gpuCount: number): string =>
  misfit.code === "gpu"
    ? `is ${gpuCount} of its kind, not ${misfit.wants.map(({ name, count }) => `${count ?? "any number"} of ${name}`).join(", ")}`
    : formatMisfit(misfit);

function wishText({ gpu, count, region }: Wish): string {
  const many = count === null ? "" : `${count}×`;
  const name = gpu === "any" ? "GPU" : plain(gpu, 60);
  return `${many}${name}${region === null ? "" : ` in ${plain(region, 60)}`}`;
}

/** `maxMs`: the longest that can be asked for. */
export const tooLongView = (lifetimeMs: number, maxMs: number): Message =>
  lines([
    `*${formatDuration(lifetimeMs)} is longer than this Worker rents for:* ${formatDuration(maxMs)} at most. Nothing was rented.`,
    "`MAX_LIFETIME` says so, and an operator sets it.",
  ]);
