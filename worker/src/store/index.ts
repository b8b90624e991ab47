/** The Worker's memory: D1, one file a table. What a table is for and what may be believed of it: SCHEMA.md. */
import { ApprovalLists } from "./approvals.ts";
import { CaseFiles } from "./cases.ts";
import { Claims } from "./claims.ts";
import { Digests } from "./digests.ts";
import { EvidenceLog } from "./evidence.ts";
import { IdempotencyKeys } from "./idempotency-keys.ts";
import { Launches } from "./launches.ts";
import { LeaseBook } from "./leases.ts";
import { MachineRegister } from "./machines.ts";
import { Pruning } from "./prune.ts";
import { PublicKeys } from "./public-keys.ts";
import { type Answers, askTogether, type Queries } from "./query.ts";
import { RepositoryNames } from "./repositories.ts";
import { SweepState } from "./sweep.ts";

export interface Store {
  readonly machines: MachineRegister;
  readonly leases: LeaseBook;
  readonly cases: CaseFiles;
  readonly claims: Claims;
  readonly approvals: ApprovalLists;
  readonly evidence: EvidenceLog;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly repositories: RepositoryNames;
  readonly sweep: SweepState;
  readonly pruning: Pruning;
  readonly launches: Launches;
  readonly publicKeys: PublicKeys;
  readonly digests: Digests;
  /** Several queries in one round trip. `doing` is a clause: "reading leases". Throws StoreError. */
  readonly ask: <Q extends Queries>(doing: string, queries: Q) => Promise<Answers<Q>>;
}

export const openStore = (db: D1Database): Store => ({
  machines: new MachineRegister(db),
  leases: new LeaseBook(db),
  cases: new CaseFiles(db),
  claims: new Claims(db),
  approvals: new ApprovalLists(db),
  evidence: new EvidenceLog(db),
  idempotencyKeys: new IdempotencyKeys(db),
  repositories: new RepositoryNames(db),
  sweep: new SweepState(db),
  pruning: new Pruning(db),
  launches: new Launches(db),
  publicKeys: new PublicKeys(db),
  digests: new Digests(db),
  ask: (doing, queries) => askTogether(db, doing, queries),
});

export type { Approval, ApprovalList, Click } from "./approvals.ts";
export type { CaseChange, CaseRow, Telling } from "./cases.ts";
export type { Claim, ClaimEnd } from "./claims.ts";
export { CLAIM_MS } from "./claims.ts";
export type { EndedBySweep } from "./digests.ts";
export type { Evidence } from "./evidence.ts";
export type { LaunchRequest, LaunchRow, Quote } from "./launches.ts";
export type { LeaseRow } from "./leases.ts";
export type { MachineRow, Sighting } from "./machine-row.ts";
export type { Found } from "./machines.ts";
export type { OwnerCost } from "./owner-cost.ts";
export type { PublicKey } from "./public-keys.ts";
export type { Answers } from "./query.ts";
export { StoreError } from "./store-error.ts";
export type { GoodSweep, SweepMemory } from "./sweep.ts";
