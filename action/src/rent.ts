/**
 * The use case of main: rents a machine for this job and hands it over to the later steps. Never throws:
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

export interface ActionDeps {
  readonly host: Host;
  readonly fetch: typeof fetch;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** The front before the API refuses a library's default User-Agent. */
const USER_AGENT = "sesterce-gpu-action/0.1.0";

export async function rent(deps: ActionDeps): Promise<void> {
  const { host } = deps;
  const state = new State(host);
  const cancel = host.cancelSignal();
  try {
    maskKey(host);
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

/** Before anything can log it. */
export function maskKey(host: Pick<Host, "input" | "mask">): void {
  const apiKey = host.input("api-key");
  if (apiKey !== "") host.mask(apiKey);
}

export function createClient(
  { apiKey, apiUrl }: ApiInputs,
  { host, fetch, random }: ActionDeps,
  limits: { readonly timeoutMs?: number; readonly retryBudgetMs?: number } = {},
): SesterceClient {
  const config = { apiKey, apiUrl, userAgent: USER_AGENT, ...limits };
  return new SesterceClient(config, { fetch, clock: host.clock, random });
}
