/** What we read of GitHub's answers, in our words. Source: docs.github.com/rest, version 2022-11-28. */
import * as z from "zod/mini";

const id = z.int().check(z.positive());
/** Any word: GitHub may add one, and only `completed` means an end. */
const status = z.string();
const conclusion = z.catch(z.nullable(z.string()), null);

export const Repository = z.pipe(
  z.object({ id, full_name: z.string().check(z.regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)) }),
  z.transform((wire) => ({ id: wire.id, fullName: wire.full_name })),
);
export type Repository = z.infer<typeof Repository>;

export const Job = z.pipe(
  z.object({
    id,
    run_id: id,
    run_attempt: id,
    status,
    conclusion,
    check_run_url: z.string().check(z.regex(/\/check-runs\/[1-9]\d{0,15}$/)),
  }),
  z.transform((wire) => ({
    id: wire.id,
    runId: wire.run_id,
    attempt: wire.run_attempt,
    status: wire.status,
    conclusion: wire.conclusion,
    checkRunId: Number(wire.check_run_url.replace(/^.*\//, "")),
  })),
);
export type Job = z.infer<typeof Job>;

/** A run as of its latest attempt, or as of the one that was asked for. */
export const Run = z.pipe(
  z.object({
    id,
    run_attempt: id,
    status,
    conclusion,
    repository: z.optional(z.object({ id })),
  }),
  z.transform((wire) => ({
    id: wire.id,
    /** Null: not told. */
    repositoryId: wire.repository?.id ?? null,
    attempt: wire.run_attempt,
    status: wire.status,
    conclusion: wire.conclusion,
  })),
);
export type Run = z.infer<typeof Run>;

export const LatestRuns = z.pipe(
  z.object({ total_count: z.int(), workflow_runs: z.array(z.object({ id })) }),
  z.transform((wire) => ({ ids: wire.workflow_runs.map((run) => run.id) })),
);
export type LatestRuns = z.infer<typeof LatestRuns>;

export const InstallationToken = z.pipe(
  z.object({
    token: z.string().check(z.regex(/^[\x21-\x7e]{4,4096}$/)),
    expires_at: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  }),
  z.transform((wire) => ({ token: wire.token, expiresAt: Date.parse(wire.expires_at) })),
);
