/** `dry-run`: chooses, prints the ranking and the price, and creates nothing. */
import {
  choose,
  costUsd,
  formatCandidate,
  formatCost,
  type SesterceClient,
} from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";
import type { Inputs } from "./inputs/inputs.ts";
import { Progress } from "./progress.ts";
import { rentSummary } from "./summary.ts";
import { provisionFailureText, Refusal } from "./text/failures.ts";

export interface DryRunDeps {
  readonly host: Host;
  readonly client: SesterceClient;
  readonly cancel: AbortSignal;
}

/** Throws Refusal when nothing fits. */
export async function dryRun(inputs: Inputs, { host, client, cancel }: DryRunDeps): Promise<void> {
  const { requirements } = inputs;
  const choice = choose(await client.offers({}, cancel), requirements);
  const [best] = choice.candidates;
  if (!best) {
    const failure = { code: "no-offer", choice, waitedMs: 0 } as const;
    throw new Refusal(provisionFailureText(failure, inputs));
  }
  new Progress(host, requirements).on({ kind: "chosen", choice });
  const most = formatCost(costUsd(best.offer.hourlyPrice, requirements.billableMs));
  host.notice(
    `Dry run, nothing is rented. It would be ${formatCandidate(best)}, at most ${most} in all.`,
  );
  const { gpuName, gpuCount, hourlyPrice, cloud } = best.offer;
  host.setOutput("gpu", gpuName);
  host.setOutput("gpuCount", String(gpuCount));
  host.setOutput("region", best.region);
  host.setOutput("cloud", cloud.name);
  host.setOutput("os", best.os ?? "");
  host.setOutput("hourlyPrice", String(hourlyPrice));
  host.setOutput("attempts", "0");
  const { candidates: ranking } = choice;
  const { billableMs } = requirements;
  await host.summarize(rentSummary({ isDryRun: true, ranking, attempts: [], billableMs }));
}
