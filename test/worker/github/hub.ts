/** The Worker's GitHub client against the simulated GitHub, in virtual time, with a budget that is counted. */
import type { WorkflowOwner } from "@sesterce-gpu/shared";
import { createGitHubMemory, GitHubClient } from "../../../worker/src/github/client.ts";
import { askOwner } from "../../../worker/src/github/owner-state.ts";
import type { GitHubAccess } from "../../../worker/src/settings/index.ts";
import { hub as simulatedHub } from "../../simulator/github/github.fixture.ts";
import { GITHUB_TOKEN, type GitHubEndOptions } from "../../simulator/github/index.ts";

export interface HubOptions extends Partial<GitHubEndOptions> {
  readonly access?: Partial<Extract<GitHubAccess, { kind: "app" }>>;
  readonly budget?: number;
}

export type Hub = ReturnType<typeof hub>;

/** acme/models with a run whose jobs `train` and `lint` are in progress; `owner` is its first attempt's `train`. */
export function hub({ access, budget = 45, ...options }: HubOptions = {}) {
  const world = simulatedHub(options);
  const { github, clock, repository, run, train } = world;
  const { baseUrl: apiUrl } = github.options;
  const spent = { count: 0 };
  const spend = () => spent.count < budget && ++spent.count > 0;
  const memory = createGitHubMemory();
  const app = { kind: "app", apiUrl, appId: 1234, installationId: 77, privateKey: "" } as const;
  const credentials: GitHubAccess = access
    ? { ...app, ...access }
    : { kind: "token", apiUrl, token: GITHUB_TOKEN };
  const clientWith = (fetch: typeof globalThis.fetch) =>
    new GitHubClient(credentials, { fetch, clock, spend, memory });
  const client = clientWith(github.fetch);
  const owner: WorkflowOwner = {
    kind: "workflow",
    repositoryId: repository.id,
    runId: run.id,
    attempt: 1,
    jobId: train,
  };
  return {
    ...world,
    client,
    clientWith,
    memory,
    spent,
    owner,
    ask: (of: Partial<WorkflowOwner> = {}) => clock.run(askOwner({ ...owner, ...of }, client)),
    /** The operations that were asked for, in order. */
    asked: () => github.requests.map(({ operation }) => operation),
  };
}
