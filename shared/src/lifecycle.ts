/** What a machine's status means for us. Pure. Source: the vendor's OpenAPI; `deleting` is not billed. */
import type { Machine } from "./schemas.ts";

/** Released: on its way out or out already. An unknown status is neither ready nor gone. */
export const isGone = ({ status }: Pick<Machine, "status">): boolean =>
  status === "deleting" || status === "deleted";

export const isActive = ({ status }: Pick<Machine, "status">): boolean => status === "active";

/** It will not become usable: delete it. */
export const isFailed = ({ status }: Pick<Machine, "status">): boolean => status === "error";

/** Oldest first; without a readable date last; then by id, so that the order is the same everywhere. */
export function byAge(a: Machine, b: Machine): number {
  const [ageA, ageB] = [a, b].map(({ createdAt }) => Date.parse(createdAt ?? "")).map(orLast);
  return (ageA ?? 0) - (ageB ?? 0) || (a._id < b._id ? -1 : Number(a._id > b._id));
}

const orLast = (time: number): number => (Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time);
