/** Whether the mutation tests have passed: the scores, and every survivor known with its reason. Pure. */
import { keyOf, type Mutant } from "./mutant.ts";

export interface Outcome extends Mutant {
  /** In Stryker's words: Killed, Timeout, Survived, NoCoverage; any other: it was no sound mutant. */
  readonly status: string;
}

export interface Tally {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly noCoverage: number;
}

/** Per cent, of each area as well as of all. */
const LEAST_SCORE = 85;

export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const count = (status: string) => outcomes.filter((one) => one.status === status).length;
  return {
    killed: count("Killed"),
    timeout: count("Timeout"),
    survived: count("Survived"),
    noCoverage: count("NoCoverage"),
  };
}

export const sizeOf = ({ killed, timeout, survived, noCoverage }: Tally): number =>
  killed + timeout + survived + noCoverage;

/** Per cent of the mutants that some test has noticed; of none it is 0. */
export const scoreOf = (tally: Tally): number =>
  (100 * (tally.killed + tally.timeout)) / Math.max(1, sizeOf(tally));

export const totalOf = (tallies: Iterable<Tally>): Tally =>
  [...tallies].reduce((a, b) => ({
    killed: a.killed + b.killed,
    timeout: a.timeout + b.timeout,
    survived: a.survived + b.survived,
    noCoverage: a.noCoverage + b.noCoverage,
  }));

/** A sentence for each score that is too low. */
export function tooLow(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies, ["all", totalOf(tallies.values())] as const].flatMap(([name, tally]) => {
    const score = scoreOf(tally);
    if (score >= LEAST_SCORE) return [];
    return [`Too low: of ${name} ${score.toFixed(1)} % are killed, not ${LEAST_SCORE} %.`];
  });
}

export const isSurvivor = ({ status }: Outcome): boolean =>
  status === "Survived" || status === "NoCoverage";

/** Survivors that are not listed, and listed ones that are none (any more). One entry stands for one mutant. */
export function compare<K extends Mutant>(
  survivors: readonly Mutant[],
  known: readonly K[],
): { readonly unlisted: readonly Mutant[]; readonly stale: readonly K[] } {
  return { unlisted: without(survivors, known), stale: without(known, survivors) };
}

function without<M extends Mutant>(all: readonly M[], taken: readonly Mutant[]): M[] {
  const left = taken.map(keyOf);
  return all.filter((one) => {
    const at = left.indexOf(keyOf(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
