export type { Call, Operation } from "./call.ts";
export type { FaultName } from "./faults/definition.ts";
export { faultRegistry } from "./faults/registry.ts";
export type { Faults, ScriptedFault } from "./faults/script.ts";
export { createGitHubEnd, type GitHubEnd } from "./github-end.ts";
export type { GitHubRequest } from "./journal.ts";
export {
  GITHUB_BASE_URL,
  GITHUB_TOKEN,
  type GitHubApp,
  type GitHubEndOptions,
} from "./options.ts";
export type { StartJob, StartRun } from "./run-life.ts";
export type { Attempt, Conclusion, Job, JobStatus, Repository, Run } from "./state.ts";
export type { Delivery, WebhookEvent } from "./webhook.ts";
export type { AddRepository, World } from "./world.ts";
