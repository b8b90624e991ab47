/** Who may do what, by the roles that the Worker is told; whoever asks is of the team already. Pure. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import type { Holder } from "../fleet/types.ts";
import type { Settings } from "../settings/index.ts";

type Roles = Settings["roles"];

export type Denied =
  /** Only these may (Slack user ids). */
  | { readonly code: "not-allowed"; readonly who: Who; readonly userIds: readonly string[] }
  /** Nobody may, until these variables are mended. */
  | { readonly code: "not-configured"; readonly variables: readonly string[] };

/** In words: whose right it is. */
export type Who = "operators" | "renters" | "owner-or-operators" | "nobody";

export type Allowed = Result<undefined, Denied>;

export const isOperator = (roles: Roles, userId: string): boolean =>
  roles.ok && roles.value.operators.has(userId);

/** What only operators do: approve, collect. */
export function mayOperate(roles: Roles, userId: string): Allowed {
  if (!roles.ok) return notConfigured(roles);
  const { operators } = roles.value;
  return operators.has(userId) ? ok(undefined) : deny("operators", operators);
}

/** The operators, unless renters are named: then an operator who is not among them is none. */
export function mayRent(roles: Roles, userId: string): Allowed {
  if (!roles.ok) return notConfigured(roles);
  const { operators, renters } = roles.value;
  if (renters === "*") return ok(undefined);
  const people = renters ?? operators;
  return people.has(userId) ? ok(undefined) : deny("renters", people);
}

/** Ends a machine or extends its lease: the person whose lease it is, and operators. */
export function mayMove(roles: Roles, userId: string, holder: Holder): Allowed {
  if (holder.kind === "foreign") return deny("nobody", []);
  if (!roles.ok) return notConfigured(roles);
  const { operators } = roles.value;
  const isTheirs = holder.kind === "person" && holder.userId === userId;
  if (isTheirs || operators.has(userId)) return ok(undefined);
  return holder.kind === "person"
    ? deny("owner-or-operators", [holder.userId, ...operators])
    : deny("operators", operators);
}

const deny = (who: Who, userIds: Iterable<string>): Allowed =>
  fail({ code: "not-allowed", who, userIds: [...new Set(userIds)] });

const notConfigured = ({ reason }: Roles & { readonly ok: false }): Allowed =>
  fail({ code: "not-configured", variables: [...new Set(reason.map(({ variable }) => variable))] });
