/**
 * From an accepted create to a machine that can be used, or the reason why it must be given back.
 * Polls start every 2.57 s: as often as 240 requests in a ten-minute boot allow.
 */
import { parseSshAddress, type SshAddress } from "../address.ts";
import { isActive } from "../lifecycle.ts";
import type { Candidate } from "../offers/requirements.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Machine } from "../schemas.ts";
import type { MachineFailure, ReachVerdict } from "./contract.ts";
import { Observer } from "./observer.ts";
import type { Run } from "./run.ts";

export interface Ready {
  readonly machine: Machine;
  readonly address: SshAddress;
  readonly gpus: number | null;
  readonly activeAt: number;
}

export interface Wait {
  readonly machine: Machine;
  readonly candidate: Candidate;
  /** When the create was accepted; ms by the clock. */
  readonly startedAt: number;
  /** Told when the machine is first seen active with an address. */
  readonly onActive: (activeAt: number) => void;
}

const POLL_MS = 2_570;
/** While SSH is waited for, the API is asked only whether the machine is still there. */
const WATCH_MS = 10_000;

export async function waitReady(run: Run, wait: Wait): Promise<Result<Ready, MachineFailure>> {
  const active = await waitActive(run, wait);
  if (!active.ok) return active;
  const { machine, address } = active.value;
  const activeAt = run.deps.clock.now();
  wait.onActive(activeAt);
  if (!run.deps.reach) return ok({ machine, address, gpus: null, activeAt });
  const reached = await reachMachine(run, { ...wait, machine }, address);
  return reached.ok ? ok({ machine, address, activeAt, gpus: reached.value.gpus }) : reached;
}

type Reachable = { readonly machine: Machine; readonly address: SshAddress };

/** Polls until the machine is active and has an address. */
async function waitActive(run: Run, wait: Wait): Promise<Result<Reachable, MachineFailure>> {
  const { clock, signal } = run.deps;
  const observer = new Observer(run, wait.startedAt);
  let lookedAt = clock.now();
  for (let machine: Machine = wait.machine; ; ) {
    const detail = isActive(machine) ? "the API shows no address for it" : undefined;
    const failure = observer.failureOf(machine, detail);
    if (failure) return fail(failure);
    const address = isActive(machine) ? addressOf(machine) : undefined;
    if (address) return address.ok ? ok({ machine, address: address.value }) : address;
    observer.report(machine, detail ?? "");
    await clock.sleep(Math.max(0, lookedAt + POLL_MS - clock.now()), signal);
    lookedAt = clock.now();
    machine = await observer.look(machine);
  }
}

/** Of an active machine. Undefined: none yet; a reason: one that no machine should have. */
export function addressOf(machine: Machine): Result<SshAddress, MachineFailure> | undefined {
  const address = parseSshAddress(machine);
  if (address.ok) return address;
  if (address.reason.code === "missing") return undefined;
  const detail = `its ${address.reason.field} is ${address.reason.shown}`;
  return fail({ code: "unsafe-address", detail });
}

/** SSH on one side; on the other the deadline and a look now and then whether the machine still lives. */
async function reachMachine(
  run: Run,
  wait: Wait,
  address: SshAddress,
): Promise<ReachVerdict | Result<never, MachineFailure>> {
  const observer = new Observer(run, wait.startedAt);
  const done = new AbortController();
  const signal = run.deps.signal ? AbortSignal.any([run.deps.signal, done.signal]) : done.signal;
  let detail = "SSH does not answer yet";
  const onProgress = (text: string) => {
    detail = text;
  };
  const watch = async (): Promise<Result<never, MachineFailure>> => {
    for (let machine = wait.machine; ; machine = await observer.look(machine, signal)) {
      const failure = observer.failureOf(machine, detail);
      if (failure) return fail(failure);
      observer.report(machine, detail);
      await run.deps.clock.sleep(Math.min(WATCH_MS, observer.leftMs()), signal);
    }
  };
  const target = { address, candidate: wait.candidate, machineId: wait.machine._id, onProgress };
  try {
    const reach = run.deps.reach ?? (() => Promise.reject(new TypeError("nothing to reach with")));
    return await Promise.race([reach(target, signal), watch()]);
  } finally {
    done.abort();
  }
}
