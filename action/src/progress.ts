/**
 * Tells in the log what provisioning does, as it happens: what is chosen and what it can cost before it is
 * rented, and in every wait, at most every 15 s, a line that shows that it lives. Keeps the attempts.
 */
import {
  type Attempt,
  type Candidate,
  type Choice,
  costUsd,
  formatCandidate,
  formatCost,
  formatDuration,
  formatHourly,
  oneLine,
  type ProvisionEvent,
} from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";
import { attemptText } from "./text/failures.ts";
import { missLine } from "./text/misses.ts";
import { formatTime } from "./text/time.ts";
import { WaitLog } from "./wait-log.ts";

export interface Billing {
  /** The longest that the machine can be billed. */
  readonly billableMs: number;
}

type LogHost = Pick<Host, "info" | "warning" | "startGroup" | "endGroup" | "clock">;

const MOST_RANKED = 10;
const MOST_MISSES = 3;

export class Progress {
  readonly attempts: Attempt[] = [];
  /** The candidates of the last look, the best first. */
  ranking: readonly Candidate[] = [];
  readonly #host: LogHost;
  readonly #billableMs: number;
  readonly #wait: WaitLog;
  #sweeps = 0;

  constructor(host: LogHost, { billableMs }: Billing) {
    this.#host = host;
    this.#billableMs = billableMs;
    this.#wait = new WaitLog(host);
  }

  /** Machines that were rented. */
  get machinesTried(): number {
    return this.attempts.filter(({ machineId }) => machineId !== null).length;
  }

  readonly on = (event: ProvisionEvent): void => {
    const { info, warning } = this.#host;
    switch (event.kind) {
      case "chosen":
        this.#chosen(event.choice);
        break;
      case "sold-out":
        this.#soldOut(event);
        break;
      case "creating":
        this.#creating(event);
        break;
      case "unconfirmed":
        warning(`${event.error.message} Looking for it by its name, for up to 20 s.`);
        break;
      case "adopted":
        info(`It was created after all: machine ${oneLine(event.machine._id)}.`);
        break;
      case "not-sent":
        this.#wait.open("Waiting until the API takes the request");
        this.#wait.line(() => `${event.error.message} Again in ${formatDuration(event.waitMs)}.`);
        break;
      case "created":
        this.#wait.open(
          `Waiting for machine ${oneLine(event.machine._id, 60)}: ${formatCandidate(event.candidate)}`,
        );
        break;
      case "waiting":
        this.#waiting(event);
        break;
      case "attempt":
        this.#attempt(event.attempt);
        break;
      case "twin":
        warning(
          `Machine ${oneLine(event.machine._id, 60)} bears the name of this lease as well; deleting it.`,
        );
        break;
      case "not-deleted":
        warning(
          `Machine ${oneLine(event.machineId, 60)} could not be deleted yet (${event.detail}); the post step tries again.`,
        );
        break;
    }
  };

  /** Closes the group of a wait that was cut short. */
  end(): void {
    this.#wait.close();
  }

  #chosen({ candidates }: Choice): void {
    const { startGroup, info, endGroup } = this.#host;
    this.#wait.close();
    this.ranking = candidates;
    startGroup(`What fits, the best first: ${candidates.length}`);
    for (const [index, candidate] of candidates.slice(0, MOST_RANKED).entries()) {
      info(`${index + 1}. ${formatCandidate(candidate)}`);
    }
    if (candidates.length > MOST_RANKED) info(`… and ${candidates.length - MOST_RANKED} more`);
    endGroup();
  }

  /** One line a look: looks are 5 s apart at least, and soon a minute. */
  #soldOut({ choice, waitMs, leftMs }: Extract<ProvisionEvent, { kind: "sold-out" }>): void {
    const { info } = this.#host;
    if (this.#sweeps++ === 0) {
      for (const miss of choice.misses.slice(0, MOST_MISSES)) info(`Near miss: ${missLine(miss)}`);
    }
    this.#wait.open("Waiting for a machine that fits: nothing can be had now");
    const next = `the next in ${formatDuration(waitMs)}, for ${formatDuration(leftMs)} more`;
    this.#wait.line(() => `Look ${this.#sweeps}: nothing that fits can be had; ${next}.`);
  }

  #creating({ candidate, name, expiresAt }: Extract<ProvisionEvent, { kind: "creating" }>): void {
    this.#wait.close();
    const { hourlyPrice } = candidate.offer;
    const most = formatCost(costUsd(hourlyPrice, this.#billableMs));
    this.#host.info(
      `Renting ${formatCandidate(candidate)} as ${name}. Its lease ends at ${formatTime(expiresAt)}; until then it costs at most ${most} (${formatHourly(hourlyPrice)}).`,
    );
  }

  #waiting({ machine, elapsedMs, detail }: Extract<ProvisionEvent, { kind: "waiting" }>): void {
    const id = oneLine(machine._id, 60);
    const parts = [formatDuration(elapsedMs), oneLine(machine.status, 40), id, detail];
    this.#wait.line(() => parts.filter((part) => part !== "").join(" · "));
  }

  #attempt(attempt: Attempt): void {
    this.end();
    this.attempts.push(attempt);
    if (attempt.outcome.kind === "ready") return;
    const { machineId, candidate, tookMs } = attempt;
    const what = `${machineId === null ? "" : `Machine ${oneLine(machineId, 60)}, `}${formatCandidate(candidate)}`;
    this.#host.warning(`${what}: ${attemptText(attempt)} (${formatDuration(tookMs)}).`);
  }
}
