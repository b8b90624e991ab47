/** Ends that wait for a person's click: which list of them is open, and when they are asked for again. */
import { createNonce } from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import type { ApprovalList } from "../store/index.ts";
import type { Subject } from "./facts.ts";
import type { Observation } from "./observe.ts";
import type { Plan } from "./plan.ts";
import { POLICY } from "./policy.ts";

/** Undefined: nothing waits. A list names exact machines and the marks that they had. Throws StoreError. */
export async function approvalsOf(
  { verdicts }: Plan,
  { facts: { now, subjects } }: Observation,
  { store, random }: Pick<TickDeps, "store" | "random">,
): Promise<ApprovalList | undefined> {
  const asked = new Set(verdicts.flatMap((one) => (one.kind === "ask" ? one.machineId : [])));
  const waiting = subjects.filter(({ id }) => asked.has(id)).flatMap(markedOf);
  if (waiting.length === 0) return undefined;
  const newest = await store.approvals.newest();
  if (newest && now - newest.askedAt < POLICY.askedAgainMs && holds(newest, waiting)) return newest;
  // By its time it differs from every other list.
  const id = `${now.toString(36)}${createNonce(random)}`;
  const list = { id, askedAt: now, machines: waiting };
  await store.approvals.put(list);
  return { ...list, approvedAt: null, approvedBy: null };
}

type Marked = ApprovalList["machines"][number];

const markedOf = ({ id, file }: Subject): Marked[] =>
  file.mark ? [{ machineId: id, markAt: file.mark.at }] : [];

const holds = ({ machines }: ApprovalList, waiting: readonly Marked[]): boolean =>
  waiting.every(({ machineId, markAt }) =>
    machines.some((one) => one.machineId === machineId && one.markAt === markAt),
  );
