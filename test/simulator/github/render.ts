/** How runs and jobs look on the wire: all that GitHub's description requires, and what a reaper may read besides. */
import { apiUrl, htmlUrl, renderMinimalRepository } from "./render-repository.ts";
import {
  type Attempt,
  attemptStatus,
  type Job,
  latestAttempt,
  type Repository,
  type Run,
} from "./state.ts";

const HEAD_SHA = "5b1f3c0a9d2e4f60718293a4b5c6d7e8f9012345";
const TREE_SHA = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567";
const WORKFLOW_ID = 4_200_001;

/** The run as of one of its attempts, by default the latest. */
export function renderRun(
  run: Run,
  repository: Repository,
  baseUrl: string,
  attempt: Attempt = latestAttempt(run),
) {
  const url = `${apiUrl(repository, baseUrl)}/actions/runs/${run.id}`;
  const earlier = attempt.number - 1;
  return {
    id: run.id,
    name: run.workflow,
    node_id: `WFR_${run.id}`,
    head_branch: run.headBranch,
    head_sha: HEAD_SHA,
    path: ".github/workflows/ci.yml",
    display_title: run.workflow,
    run_number: 1,
    run_attempt: attempt.number,
    event: run.event,
    status: attemptStatus(attempt),
    conclusion: attempt.conclusion,
    workflow_id: WORKFLOW_ID,
    url,
    html_url: `${htmlUrl(repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: time(run.createdAt),
    updated_at: time(run.updatedAt),
    run_started_at: time(attempt.startedAt),
    jobs_url: `${url}/jobs`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: earlier > 0 ? `${url}/attempts/${earlier}` : null,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    check_suite_url: `${apiUrl(repository, baseUrl)}/check-suites/${run.id}`,
    workflow_url: `${apiUrl(repository, baseUrl)}/actions/workflows/${WORKFLOW_ID}`,
    head_commit: headCommit(run),
    repository: renderMinimalRepository(repository, baseUrl),
    head_repository: renderMinimalRepository(repository, baseUrl),
  };
}

function headCommit({ createdAt }: Run) {
  const person = { name: "octocat", email: "octocat@example.com" };
  const message = "Train longer";
  const timestamp = time(createdAt);
  return { id: HEAD_SHA, tree_id: TREE_SHA, message, timestamp, author: person, committer: person };
}

export function renderJob(job: Job, run: Run, repository: Repository, baseUrl: string) {
  const url = apiUrl(repository, baseUrl);
  return {
    id: job.id,
    run_id: job.runId,
    workflow_name: run.workflow,
    head_branch: run.headBranch,
    run_url: `${url}/actions/runs/${job.runId}`,
    run_attempt: job.attempt,
    node_id: `CR_${job.id}`,
    head_sha: HEAD_SHA,
    url: `${url}/actions/jobs/${job.id}`,
    html_url: `${htmlUrl(repository)}/actions/runs/${job.runId}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: time(job.createdAt),
    started_at: time(job.startedAt ?? job.createdAt), // never null on GitHub
    completed_at: job.completedAt === null ? null : time(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${url}/check-runs/${job.checkRunId}`,
    labels: ["ubuntu-latest"],
    ...runnerOf(job),
  };
}

function runnerOf({ startedAt }: Job) {
  if (startedAt === null) {
    return { runner_id: null, runner_name: null, runner_group_id: null, runner_group_name: null };
  }
  const group = { runner_group_id: 0, runner_group_name: "GitHub Actions" };
  return { runner_id: 1, runner_name: "GitHub Actions 1", ...group };
}

/** ISO 8601 in whole seconds, as GitHub writes it. */
export function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
