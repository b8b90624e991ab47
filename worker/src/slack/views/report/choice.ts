/** What of a report fits into a message, and how: in full, as a line, or only counted. Pure. */
import type { ReportedMachine } from "../../../fleet/report.ts";
import { sizeOf } from "./sections.ts";

export interface Piece {
  /** Lower comes first. */
  readonly rank: number;
  /** Null: a line is all there is to it. */
  readonly details: string | null;
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
/** Of the room; the rest is for lines, which say more of many. */
const DETAILS_SHARE = 0.65;

/** `pieces` in their order; `room` in characters of blocks. */
export function choose(pieces: readonly Piece[], room: number): Chosen {
  const details: Piece[] = [];
  const lines: Piece[] = [];
  const left: Piece[] = [];
  let used = 0;
  for (const piece of pieces.toSorted(reservedFirst)) {
    const wholeSize = piece.details === null ? Number.POSITIVE_INFINITY : sizeOf(piece.details);
    const isWhole = details.length < MOST_DETAILS && used + wholeSize <= room * DETAILS_SHARE;
    const size = isWhole ? wholeSize : lineSizeOf(piece.line);
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

/** Many share a section: its own cost is a part of theirs. */
const lineSizeOf = (line: string): number => JSON.stringify(bullet(line)).length + 10;

export const bullet = (line: string): string => `• ${line}`;
