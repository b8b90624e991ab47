/** `/gpu show <id or name>`: all facts of one machine, and why it is alive. */
import { isSesterceError, oneLine } from "@sesterce-gpu/shared";
import { withDeadline } from "../../deadline.ts";
import { readFleet } from "../../fleet/read-fleet.ts";
import type { FleetMachine } from "../../fleet/types.ts";
import { type Store, StoreError } from "../../store/index.ts";
import type { Command } from "../command-types.ts";
import { readingBanners } from "../views/banner.ts";
import { notFoundView, showView, type Trace } from "../views/show.ts";
import type { CommandAnswer, CommandContext } from "./context.ts";
import { tooLate } from "./context.ts";
import { findMachine } from "./find-machine.ts";
import { EVIDENCE_ROWS, remembered } from "./remembered.ts";

const DETAILS_WITHIN_MS = 5_000;

export async function show(
  { machine: reference }: Extract<Command, { name: "show" }>,
  { deps, signal }: CommandContext,
): Promise<CommandAnswer> {
  const reading = await readFleet(deps, signal);
  const { fleet, storeFault } = reading;
  const banners = readingBanners(reading);
  const found = findMachine(reference, [...fleet.ours, ...fleet.foreign]);
  switch (found.kind) {
    case "one": {
      const [seen, trace] = await Promise.all([
        withDetails(found.machine, deps, signal),
        storeFault ? ("unknown" as const) : readTrace(found.machine, deps.store),
      ]);
      const isKnown = trace !== "unknown";
      const mode = deps.settings.reaper.ok ? deps.settings.reaper.value.mode : "observe";
      return {
        message: showView(seen, trace, { now: fleet.at, mode }),
        banners: isKnown ? banners : readingBanners({ ...reading, storeFault: true }),
      };
    }
    case "several":
      return { message: notFoundView(oneLine(reference, 80), found.ids), banners };
    case "none":
      return { message: await remembered(reference, deps.store), banners };
  }
}

/** The list may tell less than the details; when these can't be had, the list will do. */
async function withDetails(
  seen: FleetMachine,
  { sesterce, clock }: CommandContext["deps"],
  signal: AbortSignal,
): Promise<FleetMachine> {
  const deadline = { clock, afterMs: DETAILS_WITHIN_MS, error: tooLate(DETAILS_WITHIN_MS) };
  const machine = await withDeadline(deadline, (late) =>
    sesterce.value.get(seen.machine._id, AbortSignal.any([signal, late])),
  ).catch((error: unknown) => {
    if (isSesterceError(error)) return undefined;
    throw error;
  });
  return machine ? { ...seen, machine } : seen;
}

async function readTrace(
  { machine, stem }: FleetMachine,
  store: Store,
): Promise<Trace | "unknown"> {
  try {
    const [evidence, [lease], [known]] = await Promise.all([
      store.evidence.ofMachine(machine._id, stem, EVIDENCE_ROWS),
      stem === null ? [] : store.leases.find([stem]),
      stem === null ? [] : store.cases.byIds([machine._id]),
    ]);
    return { evidence, lease, case: known };
  } catch (error) {
    if (error instanceof StoreError) return "unknown";
    throw error;
  }
}
