/** What of a report fits into a message, and how: in full, as a line, or only counted. Pure. */
import type { KnownBlock } from "@slack/types";
import type { ReportedMachine } from "../../../fleet/report.ts";
import { sizeOf } from "./sections.ts";

export interface Piece {
  /** Lower comes first. */
  readonly rank: number;
  /** Null: a line is all there is to it. */
  readonly details: string | null;
  /** Stands below it where it is told in full. */
  readonly below: KnownBlock | null;
  readonly line: string;
  /** Null: it is about no single machine that is there. */
  readonly machine: ReportedMachine | null;
  /** It gets its place before the others, wherever that is. */
  readonly isReserved: boolean;
}

export interface Chosen {
  /** In full, each a section of its own. */
  readonly details: readonly Piece[];
  readonly lines: readonly Piece[];
  readonly left: readonly Piece[];
}

/** More sections than that would be too many blocks. */
const MOST_DETAILS = 16;
/** Of the room, buttons not counted; the rest is for lines, which say more of many. */
const DETAILS_SHARE = 0.65;

/** `pieces` in their order; `room` in characters of blocks. */
export function choose(pieces: readonly Piece[], room: number): Chosen {
  const details: Piece[] = [];
  const lines: Piece[] = [];
  const left: Piece[] = [];
  let used = 0;
  let usedByDetails = 0;
  for (const piece of pieces.toSorted(reservedFirst)) {
    const detailsSize = piece.details === null ? Number.POSITIVE_INFINITY : sizeOf(piece.details);
    const wholeSize = detailsSize + belowSizeOf(piece);
    const isWhole =
      details.length < MOST_DETAILS &&
      usedByDetails + detailsSize <= room * DETAILS_SHARE &&
      used + wholeSize <= room;
    const size = isWhole ? wholeSize : lineSizeOf(piece.line);
    if (isWhole) usedByDetails += detailsSize;
    const place = isWhole ? details : lines;
    if (used + size > room) left.push(piece);
    else {
      used += size;
      place.push(piece);
    }
  }
  return { details, lines, left };
}

const reservedFirst = (a: Piece, b: Piece): number => Number(b.isReserved) - Number(a.isReserved);

const belowSizeOf = ({ below }: Piece): number =>
  below === null ? 0 : JSON.stringify(below).length;

/** Many share a section: its own cost is a part of theirs. */
const lineSizeOf = (line: string): number => JSON.stringify(bullet(line)).length + 10;

export const bullet = (line: string): string => `• ${line}`;
