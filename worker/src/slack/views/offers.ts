/** The answer to `/gpu offers`. Pure. */
import { formatGpu, formatUsd, type Offer } from "@sesterce-gpu/shared";
import type { OffersCommand } from "../command-types.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { code, counted, plain } from "../text.ts";
import { type Cell, type Column, context, joined, lines, section, table } from "./blocks.ts";
import { mistakeView } from "./mistake.ts";
import {
  availableIn,
  type Miss,
  missingFor,
  type Query,
  resolveQuery,
  sift,
} from "./offer-query.ts";
import { pageNote, pageOf, pagingBlocks } from "./paging.ts";

export interface OffersFacts {
  readonly offers: readonly Offer[];
  readonly query: OffersCommand;
}

const COLUMNS: readonly Column[] = [
  { title: "GPU" },
  { title: "$/h", align: "right" },
  { title: "$/GPU-h", align: "right" },
  { title: "VRAM/GPU", align: "right" },
  { title: "vCPU", align: "right" },
  { title: "RAM", align: "right" },
  { title: "Disk", align: "right" },
  { title: "Type" },
  { title: "Cloud" },
  { title: "Regions" },
];

export function offersView({ offers, query: asked }: OffersFacts): Message {
  if (offers.length === 0) {
    return lines(["Sesterce offers nothing at all now.", "Try again in a few minutes."]);
  }
  const resolved = resolveQuery(offers, asked);
  if (!resolved.ok) return mistakeView(resolved.reason);
  const query = resolved.value;
  const fitting = sift(offers, query);
  if (fitting.length === 0) return lines(nothingFits(missingFor(offers, query), query));
  const shown = pageOf(fitting, asked.page);
  const headline = `*${counted(fitting.length, "offer")}*${wishes(query)}, the cheapest first. Prices in USD for the whole machine.`;
  const line = lineFor(asked);
  const rows = shown.rows.map((offer) => lineOf(offer, query));
  const others = shown.rows.some(({ deploymentType }) => deploymentType !== "vm") ? [VM_ONLY] : [];
  return {
    text: joined([headline, ...pageNote(shown, line), ...rows, ...others], LIMITS.text),
    blocks: [
      section([headline]),
      table(
        COLUMNS,
        shown.rows.map((offer) => cellsOf(offer, query)),
      ),
      ...pagingBlocks(shown, line),
      ...others.map(context),
    ],
  };
}

const VM_ONLY = "`/gpu create` rents machines of type `vm` only.";

const perGpu = ({ hourlyPrice, gpuCount }: Offer): string =>
  gpuCount > 0 ? formatUsd(hourlyPrice / gpuCount) : "-";

const gb = (size: number): string => (size > 0 ? `${Math.floor(size)} GB` : "-");

function cellsOf(offer: Offer, query: Query): Cell[] {
  const { configuration, gpuCount, cloud } = offer;
  return [
    formatGpu(offer),
    formatUsd(offer.hourlyPrice),
    perGpu(offer),
    gpuCount > 0 ? gb(configuration.vRamGB / gpuCount) : "-",
    configuration.vCpu > 0 ? String(configuration.vCpu) : "-",
    gb(configuration.ramGB),
    gb(configuration.storageGB),
    offer.deploymentType,
    cloud.name,
    availableIn(offer, query).join(", "),
  ];
}

function lineOf(offer: Offer, query: Query): string {
  const regions = plain(availableIn(offer, query).join(", "), 80);
  const prices = `${formatUsd(offer.hourlyPrice)} $/h · ${perGpu(offer)} $/GPU-h`;
  return `• ${plain(formatGpu(offer))} · ${prices} · ${plain(offer.deploymentType, 20)} · ${plain(offer.cloud.name, 30)} · ${regions}`;
}

function wishes({ gpu, region, maxHourlyUsd }: Query): string {
  const parts = [
    gpu ? ` of ${gpu.count === null ? "" : `${gpu.count}×`}${plain(gpu.name, 40)}` : "",
    region ? ` in ${plain(region, 60)}` : "",
    maxHourlyUsd === null ? "" : ` up to ${formatUsd(maxHourlyUsd)} $/h`,
  ];
  return parts.join("");
}

function nothingFits(miss: Miss, query: Query): string[] {
  const asked = `No offer${wishes(query)} can be had now.`;
  switch (miss.code) {
    case "nothing-at-all":
      return [asked, "Everything is sold out. Try again in a few minutes."];
    case "too-dear":
      return [
        asked,
        `The cheapest is ${formatUsd(miss.cheapestUsd)} $/h: ${code(`/gpu ${lineFor(miss.try)}`)}`,
      ];
    case "other-counts":
      return [
        asked,
        `There is ${miss.counts.map((many) => `${many}×${plain(miss.name, 40)}`).join(", ")}.`,
      ];
    case "sold-out":
      return [
        asked,
        `What comes near and can be had: ${miss.instead.map((text) => plain(text, 60)).join(", ")}.`,
      ];
  }
}

/** The line that asks for this again. */
function lineFor({ words, maxHourlyUsd }: Pick<OffersCommand, "words" | "maxHourlyUsd">): string {
  const all = words.map(({ text, count }) => (count === null ? text : `${text}:${count}`));
  return ["offers", ...all, ...(maxHourlyUsd === null ? [] : [`<${maxHourlyUsd}`])].join(" ");
}
