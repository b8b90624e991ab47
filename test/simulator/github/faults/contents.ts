/** Faults of what is said: a sound answer, and not the truth about what was asked. */
import { isRecord } from "../../call.ts";
import { json } from "../answer.ts";
import { type Call, targetsIn } from "../call.ts";
import { operations } from "../operations.ts";
import { READS, type Registry } from "./definition.ts";

type Body = Record<string, unknown>;
const OFF_BY = 1_000_000;
const hasJobs = ({ targets }: Call) => Boolean(targets.job ?? targets.attempt);

export const contentFaults: Registry<
  "other-id" | "job-of-another-run" | "other-check-run" | "stale"
> = {
  "other-id": {
    doc: "The repository answers with another id, as when its name went to somebody else",
    params: "`id` = another number",
    on: ["repository"],
    script: ({ id }) => ({
      applies: ({ targets }) => targets.repository !== undefined && !targets.isFormerName,
      after: (_call, answer) =>
        edited(answer, (body) => ({ ...body, id: id ?? Number(body.id) + OFF_BY })),
    }),
  },
  "job-of-another-run": {
    doc: "The jobs answer as those of another run",
    params: "`runId` = another number",
    on: ["job", "attempt-jobs"],
    script: ({ runId }) => ({
      applies: hasJobs,
      after: (_call, answer) =>
        editedJobs(answer, (job) => {
          const other = runId ?? Number(job.run_id) + OFF_BY;
          return { ...job, run_id: other, run_url: withLast(job.run_url, other) };
        }),
    }),
  },
  "other-check-run": {
    doc: "The jobs answer with the check run of something else",
    params: "`checkRunId` = another number",
    on: ["job", "attempt-jobs"],
    script: ({ checkRunId }) => ({
      applies: hasJobs,
      after: (_call, answer) =>
        editedJobs(answer, (job) => {
          const other = checkRunId ?? Number(job.id) + OFF_BY;
          return { ...job, check_run_url: withLast(job.check_run_url, other) };
        }),
    }),
  },
  stale: {
    doc: "The answer is what was true `ms` ago, as of a replica that lags",
    params: "`ms` = 60000",
    on: READS,
    script: ({ ms = 60_000 }) => ({
      before(call, github) {
        const state = github.store.at(call.now - ms);
        const then = { ...call, state, targets: targetsIn(state, call.address) };
        return operations[call.operation](then, github);
      },
    }),
  },
};

async function edited(answer: Response, edit: (body: Body) => Body): Promise<Response> {
  const body: unknown = await answer.json();
  const { status, headers } = answer;
  return json(status, isRecord(body) ? edit(body) : body, Object.fromEntries(headers));
}

/** The one job of an answer, or those of a list. */
function editedJobs(answer: Response, edit: (job: Body) => Body): Promise<Response> {
  return edited(answer, (body) => {
    if (!Array.isArray(body.jobs)) return edit(body);
    return { ...body, jobs: body.jobs.filter(isRecord).map(edit) };
  });
}

function withLast(url: unknown, id: number): string {
  return String(url).replace(/[^/]*$/, String(id));
}
