/**
 * Rents one machine for a lease: offers → choose → create → wait until it is ready, and on to the next
 * candidate when one is refused or no good. Returns a machine that is ready, or why there is none; then
 * nothing that it knows of runs on. Throws SesterceError when no other candidate would help, and the
 * signal's reason when aborted: then the journal tells what may be left.
 */
import { isPassing } from "../errors.ts";
import { type Choice, choose } from "../offers/choose.ts";
import { type Candidate, candidateKey } from "../offers/requirements.ts";
import { fail, ok, type Result } from "../result.ts";
import { backoffMs } from "../retry.ts";
import type {
  ProvisionDeps,
  ProvisionFailure,
  ProvisionRequest,
  ReadyMachine,
} from "./contract.ts";
import { createMachine, MOST_CREATES } from "./create-machine.ts";
import { Refusals } from "./refusals.ts";
import { Run } from "./run.ts";
import { type Tried, tellAttempt, tryMachine } from "./try-machine.ts";

/** Between two looks at the offers: 15 to 30 s at first, then 30 to 60 s. */
const SWEEP = { firstMs: 30_000, longestMs: 60_000 };

export async function provision(
  request: ProvisionRequest,
  deps: ProvisionDeps,
): Promise<Result<ReadyMachine, ProvisionFailure>> {
  const run = new Run(request, deps);
  for (let sweep = 0; ; ) {
    const choice = await look(run);
    const tried = await tryCandidates(run, choice.candidates);
    if (tried.kind === "ready") return ok(tried.ready);
    if (tried.kind === "stop") return fail(tried.failure);
    if (tried.kind === "again") continue;
    const leftMs = run.capacityWaitLeftMs;
    if (leftMs <= 0) return fail(noOffer(run, choice));
    const waitMs = Math.min(
      leftMs,
      Math.max(backoffMs(sweep++, deps.random(), SWEEP), paceMs(run)),
    );
    deps.on({ kind: "sold-out", choice, waitMs, leftMs });
    await deps.clock.sleep(waitMs, deps.signal);
    // A look that was cut short goes on with those that were not asked yet.
    const isAsked = (candidate: Candidate) => run.refused.has(candidateKey(candidate));
    if (choice.candidates.every(isAsked)) run.refused.clear();
  }
}

/** Creates that are refused use up what a lease may send: the rest is spread over the time that is left. */
function paceMs({ sent, capacityWaitLeftMs }: Run): number {
  return sent.length === 0 ? 0 : capacityWaitLeftMs / Math.max(1, MOST_CREATES - sent.length);
}

const noOffer = ({ request }: Run, choice: Choice): ProvisionFailure => ({
  code: "no-offer",
  choice,
  waitedMs: request.capacityWaitMs,
});

/** While capacity is waited for, an API that does not answer for a moment is nothing to give up for. */
async function look(run: Run): Promise<Choice> {
  try {
    const offers = await run.deps.client.offers({}, run.deps.signal);
    run.offers = offers;
    const choice = choose(offers, run.request.requirements, run.leftOut);
    if (choice.candidates.length > 0) run.deps.on({ kind: "chosen", choice });
    return choice;
  } catch (error) {
    if (!isPassing(error) || run.capacityWaitLeftMs <= 0) throw error;
    const { misses } = choose(run.offers, run.request.requirements, run.leftOut);
    return { candidates: [], misses };
  }
}

async function tryCandidates(run: Run, candidates: readonly Candidate[]): Promise<Tried> {
  const refusals = new Refusals();
  for (const candidate of candidates) {
    const startedAt = run.deps.clock.now();
    run.firstCreateAt ??= startedAt;
    const created = await createMachine(run, candidate);
    if (created.kind === "stop") return created;
    if (created.kind === "machine") return tryMachine(run, { ...created, startedAt });
    run.refused.add(candidateKey(candidate));
    tellAttempt(run, { candidate, startedAt }, created);
    if (created.kind !== "refused" || !refusals.isThirdAlike(created.error)) continue;
    // It may also be that all is sold out, in the same words: whoever has time looks again later.
    if (run.capacityWaitLeftMs > 0) return { kind: "none" };
    return { kind: "stop", failure: { code: "request-refused", error: created.error } };
  }
  return { kind: "none" };
}
