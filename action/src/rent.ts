/**
 * The use case of main, when the entry has masked the API key: rents a machine for this job and hands it
 * over to the later steps. Never throws:
 * whatever goes wrong is the step's error, and the state tells post what there is to clean up.
 */
import { SesterceClient } from "@sesterce-gpu/shared";
import { dryRun } from "./dry-run.ts";
import type { Host } from "./host.ts";
import { type ApiInputs, readInputs } from "./inputs/inputs.ts";
import { prepareLease } from "./lease.ts";
import { Renting } from "./renting.ts";
import { State } from "./state.ts";
import { errorText, Refusal } from "./text/failures.ts";
import { USER_AGENT } from "./user-agent.ts";

export interface ActionDeps {
  readonly host: Host;
  readonly fetch: typeof fetch;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export async function rent(deps: ActionDeps): Promise<void> {
  const { host } = deps;
  const state = new State(host);
  const cancel = host.cancelSignal();
  try {
    const read = readInputs(host.input);
    if (!read.ok) throw new Refusal(read.reason.join("\n"));
    const inputs = read.value;
    const client = createClient(inputs, deps);
    if (inputs.isDryRun) return await dryRun(inputs, { host, client, cancel });
    const lease = await prepareLease(inputs, host.runner, deps.random);
    if (!lease.ok) throw new Refusal(lease.reason);
    await new Renting({ inputs, lease: lease.value, client, state, cancel }, deps).run();
  } catch (error) {
    host.fail(errorText(error));
  } finally {
    if (!state.hasSent) state.nothingRented();
  }
}

export function createClient(
  { apiKey, apiUrl }: ApiInputs,
  { host, fetch, random }: ActionDeps,
  limits: { readonly timeoutMs?: number; readonly retryBudgetMs?: number } = {},
): SesterceClient {
  const config = { apiKey, apiUrl, userAgent: USER_AGENT, ...limits };
  return new SesterceClient(config, { fetch, clock: host.clock, random });
}
