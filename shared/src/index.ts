export { parseSshAddress, type SshAddress } from "./address.ts";
export {
  type ClientConfig,
  type ClientDeps,
  type CreateRequest,
  type DeploymentType,
  type OffersQuery,
  SesterceClient,
  type SshAccess,
} from "./client.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type DeleteDeps, deleteMachines, type LeftOver, listByStem } from "./delete-machines.ts";
export {
  DAY_MS,
  type DurationBounds,
  type DurationFault,
  formatDuration,
  HOUR_MS,
  MINUTE_MS,
  parseDuration,
  SECOND_MS,
} from "./duration.ts";
export {
  isPassing,
  isSesterceError,
  SesterceError,
  type SesterceErrorCode,
  UnconfirmedCreateError,
} from "./errors.ts";
export { byAge, isActive, isFailed, isGone } from "./lifecycle.ts";
export { nearest } from "./nearest.ts";
export { type Choice, choose, type Miss } from "./offers/choose.ts";
export {
  formatCandidate,
  formatCost,
  formatGpu,
  formatHourly,
  formatMisfit,
  formatUsd,
  formatWish,
} from "./offers/explain.ts";
export type { Misfit } from "./offers/fit.ts";
export {
  type Candidate,
  candidateKey,
  costUsd,
  type GpuWish,
  type Requirements,
  usedCostUsd,
} from "./offers/requirements.ts";
export { orElse } from "./or-else.ts";
export {
  createNonce,
  decodeName,
  encodeName,
  encodeStem,
  hasStem,
  type OwnedName,
  type Owner,
  ownerPrefix,
  type PersonOwner,
  teamHashOf,
  type WorkflowOwner,
} from "./ownership.ts";
export { LOOKS_MS, oldestOf } from "./provision/adopt.ts";
export type {
  Attempt,
  Journal,
  MachineFailure,
  ProvisionDeps,
  ProvisionEvent,
  ProvisionFailure,
  ProvisionRequest,
  Reach,
  ReachTarget,
  ReachVerdict,
  ReadyMachine,
  Timings,
} from "./provision/contract.ts";
export { isOf, MOST_CREATES } from "./provision/create-machine.ts";
export { BELIEVE_REFUSED_MS, failureOf, lookAt } from "./provision/observer.ts";
export { provision } from "./provision/provision.ts";
export { Refusals } from "./provision/refusals.ts";
export {
  type ApiFault,
  apiFaultOf,
  type CreateSent,
  sendCreateOnce,
} from "./provision/single-steps.ts";
export { addressOf } from "./provision/wait-ready.ts";
export { createRedact, oneLine, type Redact } from "./redact.ts";
export { type EndedLease, type ReleaseOutcome, release } from "./release.ts";
export { fail, ok, type Result } from "./result.ts";
export { Machine, Offer, type PortForward } from "./schemas.ts";
