/** Plays a scenario under some nets and tells how it went: the one door to the simulated week. */
import { createEnds, type Ends } from "./ends.ts";
import { Ledger, type Murder, type Tenancy } from "./ledger.ts";
import { play } from "./play.ts";
import type { Scenario, Troubles, Window } from "./scenario.ts";
import { type Verdict, verdictOf, type Waste, wasteOf } from "./verdict.ts";
import type { WorkerPort } from "./worker-port.ts";

/** Without a Worker nobody is judged. */
export interface Played extends Verdict {
  readonly machines: readonly Tenancy[];
  readonly waste: Waste;
  /** Live machines that the Worker has touched. */
  readonly murders: readonly Murder[];
  /** A paragraph for each machine that was ended too late or should not have been, with its evidence. */
  readonly complaints: readonly string[];
  /** Where the machines and the people's channel can be looked at. */
  readonly ends: Ends;
}

export interface Setting {
  readonly hasPost: boolean;
  /** Absent = no Worker. */
  readonly connect?: (ends: Ends, ledger: Ledger) => Promise<WorkerPort>;
}

export async function playUnder(scenario: Scenario, setting: Setting): Promise<Played> {
  const ends = createEnds(scenario.troubles);
  const ledger = new Ledger();
  const worker = (await setting.connect?.(ends, ledger)) ?? null;
  await play(scenario, { ends, ledger, nets: { hasPost: setting.hasPost, worker } });
  const machines = ledger.all();
  const endAt = ends.startAt + scenario.lengthMs;
  const troubles = absolute(scenario.troubles, ends.startAt);
  const verdict = verdictOf(worker ? machines : [], { troubles, endAt });
  const { murders } = ledger;
  const complaints = worker ? await complain(worker, murders, verdict) : [];
  return { ...verdict, machines, waste: wasteOf(machines, endAt), murders, complaints, ends };
}

const absolute = ({ github, sesterce, restore }: Troubles, startAt: number): Troubles => {
  const moved = ({ from, until }: Window) => ({ from: from + startAt, until: until + startAt });
  return { github: moved(github), sesterce: moved(sesterce), restore: moved(restore) };
};

async function complain(worker: WorkerPort, murders: readonly Murder[], { late }: Verdict) {
  const killed = murders.map(({ tenancy, at }) => ({
    tenancy,
    what: `DELETE while alive, ${iso(at)}`,
  }));
  const slow = late.map(({ tenancy, bound: { net, deadline } }) => ({
    tenancy,
    what: `there after ${iso(deadline)}, the bound of its ${net}`,
  }));
  return Promise.all(
    [...killed, ...slow].map(async ({ tenancy, what }) => {
      const evidence = await worker.evidenceOf(tenancy.machineId);
      return [what, `  ${described(tenancy)}`, ...evidence.map((line) => `  ${line}`)].join("\n");
    }),
  );
}

const described = (tenancy: Tenancy): string =>
  Object.entries(tenancy)
    .map(([key, value]) => `${key} ${key.endsWith("At") && value !== null ? iso(value) : value}`)
    .join(", ");

const iso = (at: number): string => new Date(at).toISOString();
