/**
 * How long a user waits for nothing: from the moment when the API shows the machine as active and SSH
 * would answer, until it is handed over. In virtual time, so that hundreds of boots take seconds.
 */
import { type Boot, drawBoots, isSshFirst } from "./boots.ts";
import { API_LATENCY_MS, SSH_GREETING_MS, SSH_LOGIN_MS, simulateBoot } from "./simulated-boot.ts";
import { type Wait, waitAsTheActionDoes, waitWithPauses } from "./waits.ts";

export interface Lags {
  /** Ms of each boot. */
  readonly all: readonly number[];
  /** Those where SSH answered before the API said active: what counts there is the polling. */
  readonly sshFirst: readonly number[];
  readonly activeFirst: readonly number[];
  /** API requests in a boot of ten minutes, from the offers to the end. */
  readonly tenMinuteRequests: number;
}

export interface ReadyLag {
  readonly ours: Lags;
  readonly every5s: Lags;
  readonly every10s: Lags;
}

const SEED = 20_260_101;
const TEN_MINUTES: Boot = { bootMs: 600_000, sshMs: 20_000, isSilentBeforeSsh: false };

/** What the lag depends on besides us, in a sentence for the reader of the figures. */
export const describeBoots = (count: number): string =>
  `Ready lag: ${count} simulated boots of 30 s to 15 min, half of them with SSH before active; ` +
  `API ${API_LATENCY_MS} ms, SSH greeting ${SSH_GREETING_MS} ms, login ${SSH_LOGIN_MS} ms.`;

export async function measureReadyLag(count: number): Promise<ReadyLag> {
  const boots = drawBoots(count, SEED);
  return {
    ours: await lagsOf(waitAsTheActionDoes, boots),
    every5s: await lagsOf(waitWithPauses(5_000), boots),
    every10s: await lagsOf(waitWithPauses(10_000), boots),
  };
}

async function lagsOf(wait: Wait, boots: readonly Boot[]): Promise<Lags> {
  const sshFirst: number[] = [];
  const activeFirst: number[] = [];
  for (const boot of boots) {
    const { lagMs } = await goThrough(boot, wait);
    (isSshFirst(boot) ? sshFirst : activeFirst).push(lagMs);
  }
  const { requests } = await goThrough(TEN_MINUTES, wait);
  return { all: [...sshFirst, ...activeFirst], sshFirst, activeFirst, tenMinuteRequests: requests };
}

async function goThrough(boot: Boot, wait: Wait): Promise<{ lagMs: number; requests: number }> {
  const simulated = simulateBoot(boot);
  const { clock, simulator } = simulated;
  const id = await clock.run(wait(simulated));
  return { lagMs: clock.now() - simulator.ssh.readyAt(id), requests: simulator.requests.length };
}
