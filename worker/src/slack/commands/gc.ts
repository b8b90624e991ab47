/** `/gpu gc`: how the sweep is doing, a sweep now, an approval by its id. Operators only. */
import { isSesterceError, type SesterceError } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import { readFleet } from "../../fleet/read-fleet.ts";
import { APPROVAL_VALID_MS } from "../../fleet/report.ts";
import type { FleetMachine } from "../../fleet/types.ts";
import { sweepHealth } from "../../health.ts";
import { mayOperate } from "../authorize.ts";
import type { Command } from "../command-types.ts";
import { readingBanners } from "../views/banner.ts";
import { deniedView } from "../views/denied.ts";
import { gcStatusView } from "../views/gc-status.ts";
import { type SweepDone, sweepDoneLines } from "../views/sweep-done.ts";
import { configurationView } from "../views/trouble.ts";
import { approve } from "./approve.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

type Context = CommandContext<Deps>;

export async function gc(
  command: Extract<Command, { name: "gc" }>,
  context: Context,
): Promise<CommandAnswer> {
  const { deps, asker } = context;
  const allowed = mayOperate(deps.settings.roles, asker.userId);
  if (!allowed.ok) return { message: deniedView(allowed.reason) };
  switch (command.act) {
    case "approve":
      return approve(command.approvalId, context);
    case "status":
      return status(context, []);
    case "run":
      return run(context);
  }
}

/** Our own rows, and one list; when that can't be had, what is remembered has no machine to stand on. */
async function status({ deps, signal }: Context, above: readonly string[]): Promise<CommandAnswer> {
  const { settings, store, clock } = deps;
  const reading = await readOrTrouble(deps, signal);
  const ours: readonly FleetMachine[] = "fleet" in reading ? reading.fleet.ours : [];
  return inStore(deps, "reading what the sweep remembers", async () => {
    const [memory, cases, approvals] = await Promise.all([
      store.sweep.read(),
      store.cases.byIds(ours.map(({ machine }) => machine._id)),
      store.approvals.newest(),
    ]);
    const now = clock.now();
    const isOpen = approvals?.approvedAt === null && now - approvals.askedAt < APPROVAL_VALID_MS;
    const message = gcStatusView({
      now,
      above,
      mode: settings.reaper.ok ? settings.reaper.value.mode : null,
      health: sweepHealth(memory.lastGoodAt, now),
      guards: memory.posted?.items.filter(isStandingGuard).map(({ line }) => line) ?? [],
      machines: ours.map((seen) => ({
        seen,
        case: cases.find(({ machineId }) => machineId === seen.machine._id),
      })),
      approval: isOpen ? { ...approvals, until: approvals.askedAt + APPROVAL_VALID_MS } : null,
      isSeen: "fleet" in reading,
    });
    const banners = "fleet" in reading ? readingBanners(reading) : [];
    return { message, banners, tellsOfSweep: true };
  });
}

type PostedItem = { readonly key: string; readonly isFinal: boolean };

/** Of the last message: what is over is told there as over. */
const isStandingGuard = ({ key, isFinal }: PostedItem): boolean =>
  key.startsWith("guard:") && !isFinal;

type Reading = Awaited<ReturnType<typeof readFleet>> | { readonly trouble: SesterceError | null };

async function readOrTrouble(deps: Deps, signal: AbortSignal): Promise<Reading> {
  const { sesterce } = deps;
  if (!sesterce.ok) return { trouble: null };
  return readFleet({ ...deps, sesterce }, signal).catch((error: unknown) => {
    if (isSesterceError(error)) return { trouble: error };
    throw error;
  });
}

/** More rows than one sweep writes. */
const NEWEST_ROWS = 200;

async function run(context: Context): Promise<CommandAnswer> {
  const { deps, ports } = context;
  const { sesterce, store, clock } = deps;
  if (!sesterce.ok) return { message: configurationView(sesterce.reason) };
  const from = clock.now();
  await ports.sweep();
  const done = await inStore(deps, "reading what the sweep did", async (): Promise<SweepDone> => {
    const [{ lastGoodAt }, rows] = await Promise.all([
      store.sweep.read(),
      store.evidence.newest(NEWEST_ROWS),
    ]);
    const its = rows.filter(({ at, actor }) => actor === "sweep" && at >= from);
    return {
      isGood: lastGoodAt !== null && lastGoodAt >= from,
      kinds: its.map(({ kind }) => kind),
    };
  });
  return status(context, sweepDoneLines(done));
}
