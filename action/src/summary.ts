/** The job summary in Markdown. Pure. Text from outside is one line and can't break out of its cell. */
import {
  type Attempt,
  type Candidate,
  costUsd,
  formatCost,
  formatDuration,
  formatGpu,
  formatHourly,
  type ReadyMachine,
  usedCostUsd,
} from "@sesterce-gpu/shared";
import { attemptText } from "./text/failures.ts";
import { plainMarkdown } from "./text/markdown.ts";
import { formatTime } from "./text/time.ts";

export interface RentReport {
  readonly ready?: ReadyMachine;
  /** Why there is no machine. */
  readonly error?: string;
  readonly isDryRun?: boolean;
  /** Candidates, the best first. */
  readonly ranking: readonly Candidate[];
  readonly attempts: readonly Attempt[];
  readonly billableMs: number;
}

const MOST_RANKED = 5;

export function rentSummary(report: RentReport): string {
  return [
    heading(report),
    ...(report.error === undefined ? [] : [errorBlock(report.error)]),
    ...(report.ready ? [machineTable(report.ready, report.billableMs)] : []),
    ...attemptsTable(report.attempts),
    ...rankingTable(report),
  ].join("\n\n");
}

function heading({ ready, ranking, isDryRun }: RentReport): string {
  const best = ready?.candidate ?? (isDryRun ? ranking[0] : undefined);
  if (!best) return "### GPU: no machine";
  const what = `${plainMarkdown(formatGpu(best.offer))} in ${plainMarkdown(best.region)}, ${formatHourly(best.offer.hourlyPrice)}`;
  return isDryRun ? `### GPU, dry run: it would be ${what}` : `### GPU: ${what}`;
}

const errorBlock = (error: string): string =>
  error
    .split("\n")
    .map((line) => `> ${plainMarkdown(line.replace(/^- /, "• "), 1_000)}  `)
    .join("\n");

function machineTable(ready: ReadyMachine, billableMs: number): string {
  const { machine, candidate, gpus, expiresAt, timings } = ready;
  const { offer, region, os } = candidate;
  const most = formatCost(costUsd(offer.hourlyPrice, billableMs));
  const counted = gpus === null ? "not counted" : `${gpus} counted over SSH`;
  return table(
    ["", ""],
    [
      ["Machine", `\`${plainMarkdown(machine._id)}\``],
      ["Name", `\`${plainMarkdown(machine.name)}\``],
      ["GPUs", `${plainMarkdown(formatGpu(offer))} (${counted})`],
      ["Where", `${plainMarkdown(region)}, cloud ${plainMarkdown(offer.cloud.name)}`],
      ["System", plainMarkdown(os ?? "container")],
      ["Price", `${formatHourly(offer.hourlyPrice)}, at most ${most} by the lease's end`],
      ["Lease ends", formatTime(expiresAt)],
      ["Time to ready", timeSplit(timings)],
    ],
  );
}

function timeSplit({ chooseMs, createMs, bootMs, sshMs }: ReadyMachine["timings"]): string {
  const parts = [
    ["choose", chooseMs],
    ["create", createMs],
    ["boot", bootMs],
    ["ssh", sshMs],
  ] as const;
  const total = chooseMs + createMs + bootMs + sshMs;
  const split = parts.map(([name, ms]) => `${name} ${formatDuration(ms)}`).join(", ");
  return `${formatDuration(total)}: ${split}`;
}

function attemptsTable(attempts: readonly Attempt[]): string[] {
  if (attempts.length === 0) return [];
  const rows = attempts.map((attempt, index) => [
    String(index + 1),
    offerCell(attempt.candidate),
    plainMarkdown(attemptText(attempt)),
    formatDuration(attempt.tookMs),
    attemptCost(attempt),
  ]);
  return ["#### Attempts", table(["", "Offer", "Result", "Took", "Cost"], rows)];
}

/** Billing runs from active; a machine that was never active has cost nothing. */
function attemptCost({ candidate, outcome, activeMs }: Attempt): string {
  if (outcome.kind === "ready") return "running";
  if (outcome.kind === "unconfirmed") return "unknown";
  return formatCost(usedCostUsd(candidate.offer.hourlyPrice, activeMs ?? 0));
}

function rankingTable({ ranking, ready }: RentReport): string[] {
  if (ranking.length === 0) return [];
  const rows = ranking
    .slice(0, MOST_RANKED)
    .map((candidate, index) => [
      String(index + 1),
      offerCell(candidate),
      formatHourly(candidate.offer.hourlyPrice),
      candidate === ready?.candidate ? "rented" : "",
    ]);
  const more = ranking.length - rows.length;
  const title = `#### What fitted, the best first${more > 0 ? ` (${more} more)` : ""}`;
  return [title, table(["", "Offer", "Price", ""], rows)];
}

const offerCell = ({ offer, region }: Candidate): string =>
  `${plainMarkdown(formatGpu(offer))} in ${plainMarkdown(region)} (${plainMarkdown(offer.cloud.name)})`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
