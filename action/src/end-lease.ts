/** Ends what is ours of a lease and tells how that went: the part that post and the release action share. */
import {
  type EndedLease,
  formatDuration,
  oneLine,
  type ReleaseOutcome,
  release,
} from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";
import { readApiInputs } from "./inputs/inputs.ts";
import { type ActionDeps, createClient } from "./rent.ts";
import { plainMarkdown } from "./text/markdown.ts";
import { isBad, type ReleaseReport, releaseText } from "./text/release.ts";
import { WaitLog } from "./wait-log.ts";

/** Post steps share about five minutes when a job is cancelled. */
const BUDGET_MS = 120_000;
/** One request may take so long that another try is left. */
const REQUEST_LIMITS = { timeoutMs: 10_000, retryBudgetMs: 10_000 };

export interface Found {
  /** The stem, or what names begin with. */
  readonly lease: string;
  readonly ended: EndedLease;
}

/** Before anything can log it. */
export function maskKey(host: Pick<Host, "input" | "mask">): void {
  const apiKey = host.input("api-key");
  if (apiKey !== "") host.mask(apiKey);
}

export async function endLease({ lease, ended }: Found, deps: ActionDeps): Promise<ReleaseOutcome> {
  const inputs = readApiInputs(deps.host.input);
  if (!inputs.ok) return { kind: "unconfirmed", why: inputs.reason.join(" ") };
  const client = createClient(inputs.value, deps, REQUEST_LIMITS);
  const { clock } = deps.host;
  const wait = new WaitLog(deps.host);
  wait.open(`Ending lease ${lease}`);
  const onWait = (detail: string) =>
    wait.line(() => `${formatDuration(wait.elapsedMs)} · ${oneLine(detail)}`);
  try {
    return await release(ended, { client, clock, onWait }, clock.now() + BUDGET_MS);
  } finally {
    wait.close();
  }
}

/** What may run on is the step's error; the summary tells all but that there was nothing to do. */
export async function tellEnd(report: ReleaseReport, host: Host): Promise<void> {
  const text = releaseText(report);
  if (isBad(report.outcome)) host.fail(text);
  else host.info(text);
  if (report.outcome.kind === "nothing-rented") return;
  await host.summarize(`**GPU** ${plainMarkdown(text, 2_000)}\n`);
}
