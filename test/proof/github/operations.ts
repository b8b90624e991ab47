/** The operations that the simulated GitHub has, as GitHub's description of its REST API calls them. */
import type { Operation } from "../../simulator/github/index.ts";

export interface Described {
  readonly operation: Operation;
  readonly method: "get" | "post";
  readonly path: string;
}

const REPOSITORY = "/repos/{owner}/{repo}";
const RUN = `${REPOSITORY}/actions/runs/{run_id}`;
const ATTEMPT = `${RUN}/attempts/{attempt_number}`;

export const OPERATIONS: readonly Described[] = [
  { operation: "repository", method: "get", path: REPOSITORY },
  { operation: "runs", method: "get", path: `${REPOSITORY}/actions/runs` },
  { operation: "run", method: "get", path: RUN },
  { operation: "attempt", method: "get", path: ATTEMPT },
  { operation: "attempt-jobs", method: "get", path: `${ATTEMPT}/jobs` },
  { operation: "job", method: "get", path: `${REPOSITORY}/actions/jobs/{job_id}` },
  {
    operation: "installation-token",
    method: "post",
    path: "/app/installations/{installation_id}/access_tokens",
  },
  { operation: "app", method: "get", path: "/app" },
  {
    operation: "app-installation",
    method: "get",
    path: "/app/installations/{installation_id}",
  },
  { operation: "app-hook", method: "get", path: "/app/hook/config" },
  { operation: "rate-limit", method: "get", path: "/rate_limit" },
];
