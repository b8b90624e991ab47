/** What we read of GitHub's answers, in our words. Source: docs.github.com/rest, version 2022-11-28. */
import { orElse } from "@sesterce-gpu/shared";
import * as z from "zod/mini";

const id = z.number().check(({ value, issues }) => {
  if (Number.isSafeInteger(value) && value > 0) return;
  issues.push({ code: "custom", input: value, message: "No id." });
});
/** In milliseconds since the epoch. What is no time becomes NaN, which is no number to zod. */
export const timeOf = (text: z.ZodMiniString) =>
  z.pipe(z.pipe(text, z.transform(Date.parse)), z.number());
/** Any word: GitHub may add one, and only `completed` means an end. */
const status = z.string();
const conclusion = orElse(z.nullable(z.string()), null);

export const Repository = z.pipe(
  z.object({ id, full_name: z.string().check(z.regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/)) }),
  z.transform((wire) => ({ id: wire.id, fullName: wire.full_name })),
);
export type Repository = z.infer<typeof Repository>;

export const JobWire = z.object({
  id,
  run_id: id,
  run_attempt: id,
  status,
  conclusion,
  check_run_url: z.string().check(z.regex(/\/check-runs\/[1-9]\d{0,15}$/)),
});

export const jobOf = (wire: z.infer<typeof JobWire>) => ({
  id: wire.id,
  runId: wire.run_id,
  attempt: wire.run_attempt,
  status: wire.status,
  conclusion: wire.conclusion,
  checkRunId: Number(wire.check_run_url.replace(/^.*\//, "")),
});

export const Job = z.pipe(JobWire, z.transform(jobOf));
export type Job = z.infer<typeof Job>;

export const RunWire = z.object({
  id,
  run_attempt: id,
  status,
  conclusion,
  repository: z.optional(z.object({ id })),
});

export const runOf = (wire: z.infer<typeof RunWire>) => ({
  id: wire.id,
  /** Null: not told. */
  repositoryId: wire.repository?.id ?? null,
  attempt: wire.run_attempt,
  status: wire.status,
  conclusion: wire.conclusion,
});

/** A run as of its latest attempt, or as of the one that was asked for. */
export const Run = z.pipe(RunWire, z.transform(runOf));
export type Run = z.infer<typeof Run>;

export const LatestRuns = z.pipe(
  z.object({ total_count: z.number(), workflow_runs: z.array(z.object({ id })) }),
  z.transform((wire) => ({ ids: wire.workflow_runs.map((run) => run.id) })),
);
export type LatestRuns = z.infer<typeof LatestRuns>;

export const InstallationToken = z.pipe(
  z.object({
    token: z.string().check(z.regex(/^[\x21-\x7e]{4,4096}$/)),
    expires_at: timeOf(z.string()),
  }),
  z.transform((wire) => ({ token: wire.token, expiresAt: wire.expires_at })),
);
