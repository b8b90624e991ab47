/**
 * What of a message's items is kept from sweep to sweep: the first ones whole, of the others only hashes, so that
 * a long report is not news again two minutes later; and what is over, with when that was. Pure.
 */
import { HOUR_MS } from "@sesterce-gpu/shared";
import type { PostedItem } from "../fleet/report.ts";
import { counted } from "./text.ts";
import { asOver } from "./views/report/line.ts";

export interface Memory {
  readonly knowsKey: (key: string) => boolean;
  readonly knowsMachine: (id: string) => boolean;
}

export const MOST_ITEMS = 100;
/** Two an item. */
const MOST_HASHES = 4_000;

/** Begins the key of the item that stands for all that are not kept whole. */
const REST = "rest:";

export const isRest = ({ key }: PostedItem): boolean => key.startsWith(REST);

/** At most `MOST_ITEMS`; the first are kept. */
export function storable(items: readonly PostedItem[]): PostedItem[] {
  if (items.length <= MOST_ITEMS) return [...items];
  const rest = items.slice(MOST_ITEMS - 1);
  return [
    ...items.slice(0, MOST_ITEMS - 1),
    {
      key: `${REST}${[...new Set(rest.flatMap(hashesOf))].slice(0, MOST_HASHES).sort().join(",")}`,
      machineId: null,
      line: `… and ${counted(rest.filter((item) => !isRest(item)).length, "more item")}`,
      isFinal: rest.every(({ isFinal }) => isFinal),
    },
  ];
}

/** Begins the key of an item that is over: when it ended follows, and its own key. */
const OVER = /^over:(\d+):(.*)$/s;
/** What comes back sooner goes on where it stopped; later it is news. */
const FORGOTTEN_AFTER_MS = HOUR_MS;

/** The same item once no sweep says it any more. */
export const ended = (item: PostedItem, at: number): PostedItem => ({
  ...item,
  key: `over:${at}:${item.key}`,
  line: asOver(item.line),
  isFinal: true,
});

/** The key that a sweep says it by. */
export const saidKeyOf = ({ key }: PostedItem): string => OVER.exec(key)?.[2] ?? key;

/** As of `now`. */
export function rememberedIn(items: readonly PostedItem[], now: number): Memory {
  const hashes = new Set(items.filter((item) => !isForgotten(item, now)).flatMap(hashesOf));
  return {
    knowsKey: (key) => hashes.has(keyHash(key)),
    knowsMachine: (id) => hashes.has(machineHash(id)),
  };
}

function isForgotten({ key }: PostedItem, now: number): boolean {
  const endedAt = OVER.exec(key)?.[1];
  return endedAt !== undefined && now - Number(endedAt) >= FORGOTTEN_AFTER_MS;
}

function hashesOf(item: PostedItem): string[] {
  if (isRest(item)) return item.key.slice(REST.length).split(",");
  const { machineId } = item;
  return [keyHash(saidKeyOf(item)), ...(machineId === null ? [] : [machineHash(machineId)])];
}

const keyHash = (key: string): string => hash(`key ${key}`);
const machineHash = (id: string): string => hash(`machine ${id}`);

/** FNV-1a in two halves, 64 bits: nobody's news is lost to a collision. */
function hash(text: string): string {
  let [high, low] = [0x811c9dc5, 0xcbf29ce4];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193) >>> 0;
    low = Math.imul(low ^ unit ^ (high >>> 15), 0x01000193) >>> 0;
  }
  return high.toString(36) + low.toString(36).padStart(7, "0");
}
