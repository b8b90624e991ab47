/** What a button carries that extends a lease at one click: which, by how much, and from which end. Pure. */
import { DAY_MS, MINUTE_MS } from "@sesterce-gpu/shared";

export interface ExtensionValue {
  readonly machineId: string;
  readonly addMs: number;
  /** The lease's end that was shown, ms since the epoch: from another one nothing is added. */
  readonly from: number;
}

const PATTERN = /^(\d{5,12}) (\d{1,15}) ([^\s/?#\\]{1,200})$/;
const MOST_MS = 9_999 * DAY_MS;

export const encodeExtension = ({ machineId, addMs, from }: ExtensionValue): string =>
  `${addMs} ${from} ${machineId}`;

/** Undefined: it is none of ours. */
export function decodeExtension(text: string): ExtensionValue | undefined {
  const [, add, from, machineId] = PATTERN.exec(text) ?? [];
  if (machineId === undefined) return undefined;
  const addMs = Number(add);
  return addMs >= MINUTE_MS && addMs <= MOST_MS
    ? { machineId, addMs, from: Number(from) }
    : undefined;
}
