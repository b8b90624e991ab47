/** Ends that wait for a person's click: which list of them is open, and when they are asked for again. */
import { createNonce } from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import type { ApprovalList } from "../store/index.ts";
import type { Subject } from "./facts.ts";
import type { Observation } from "./observe.ts";
import type { Plan } from "./plan.ts";
import { POLICY } from "./policy.ts";

/** More could not be named in one message. */
const MOST_NAMED = 50;

/**
 * Undefined: nothing waits. A list names exact machines, the dearest first, and the marks that they had. What was
 * asked for stays in it, also when its turn to be looked at has not come in this tick. Throws StoreError.
 */
export async function approvalsOf(
  { verdicts }: Plan,
  { facts: { now, subjects } }: Observation,
  { store, random }: Pick<TickDeps, "store" | "random">,
): Promise<ApprovalList | undefined> {
  const asked = new Set(verdicts.flatMap((one) => (one.kind === "ask" ? one.machineId : [])));
  const marked = subjects.filter(
    ({ file }) => file.mark?.why === "owner-missing" && !file.isApproved,
  );
  if (marked.length === 0) return undefined;
  const newest = await store.approvals.newest();
  const waiting = marked
    .filter((subject) => asked.has(subject.id) || (newest && isIn(newest, subject)))
    .sort((a, b) => (b.hourlyUsd ?? 0) - (a.hourlyUsd ?? 0) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_NAMED);
  if (waiting.length === 0) return undefined;
  const isCurrent = newest && now - newest.askedAt < POLICY.askedAgainMs;
  if (isCurrent && waiting.every((subject) => isIn(newest, subject))) return newest;
  // By its time it differs from every other list.
  const id = `${now.toString(36)}${createNonce(random)}`;
  const machines = waiting.flatMap(({ id: machineId, file }) =>
    file.mark ? [{ machineId, markAt: file.mark.at }] : [],
  );
  await store.approvals.put({ id, askedAt: now, machines });
  return { id, askedAt: now, machines, approvedAt: null, approvedBy: null };
}

/** As it was when the list was asked for: a mark of another time is another question. */
export const isIn = ({ machines }: ApprovalList, { id, file }: Pick<Subject, "id" | "file">) =>
  machines.some(({ machineId, markAt }) => machineId === id && markAt === file.mark?.at);
