/** Figures as a Markdown table, and the targets that were missed. Pure. */
export interface Row {
  readonly what: string;
  /** With its unit, and what it is compared with likewise. */
  readonly measured: string;
  readonly against: string;
  readonly ratio: number | null;
  /** How many times as many things it was measured with as what it is compared with. */
  readonly times?: number;
  readonly target?: Target;
}

export interface Target {
  readonly value: number;
  readonly most: number;
  readonly unit: string;
}

const HEAD = ["what", "measured", "against", "ratio", "growth", "target", ""];
/** Figures stand below each other. */
const RULE = ["---", "---:", "---", "---:", "---", "---", "---"];

export function renderTable(rows: readonly Row[]): string {
  const lines = [HEAD, RULE, ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A sentence for each. */
export function missedTargets(rows: readonly Row[]): string[] {
  return rows.flatMap(({ what, target }) => {
    if (!target || isMet(target)) return [];
    const { value, most, unit } = target;
    return [`Target missed: ${what} is ${withUnit(round(value), unit)}, allowed is ${most}.`];
  });
}

function cellsOf({ what, measured, against, ratio, times, target }: Row): string[] {
  const growth = times === undefined ? "" : `for ${Number(times.toFixed(1))} × as many`;
  const shown = target ? `≤ ${withUnit(String(target.most), target.unit)}` : "";
  const verdict = target ? (isMet(target) ? "met" : "**missed**") : "";
  return [what, measured, against, ratio === null ? "" : ratioText(ratio), growth, shown, verdict];
}

/** Two digits, however small it is. */
const ratioText = (ratio: number): string =>
  ratio > 0 && ratio < 0.01 ? String(Number(ratio.toPrecision(2))) : ratio.toFixed(2);

const isMet = ({ value, most }: Target): boolean => value <= most;

const withUnit = (figure: string, unit: string): string => `${figure} ${unit}`.trimEnd();

/** Three digits, so that a target that was missed by little does not look met. */
const round = (value: number): string => value.toFixed(value < 100 ? 3 : 1);
