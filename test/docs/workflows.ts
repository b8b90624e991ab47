/** Workflows as the tests look at them: those of examples/, of .github/workflows, and in README.md. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod/mini";
import { repositoryRoot } from "../runner/action-metadata.ts";

const Step = z.object({
  id: z.optional(z.string()),
  env: z.optional(z.record(z.string(), z.string())),
  uses: z.optional(z.string()),
  run: z.optional(z.string()),
  shell: z.optional(z.string()),
  with: z.optional(z.record(z.string(), z.unknown())),
});
export type Step = z.infer<typeof Step>;

const Job = z.object({
  if: z.optional(z.string()),
  outputs: z.optional(z.record(z.string(), z.string())),
  needs: z.optional(z.union([z.string(), z.array(z.string())])),
  environment: z.optional(z.unknown()),
  permissions: z.optional(z.record(z.string(), z.string())),
  "timeout-minutes": z.number(),
  steps: z.array(Step),
});
export type Job = z.infer<typeof Job>;

const Workflow = z.object({
  name: z.string(),
  on: z.unknown(),
  permissions: z.record(z.string(), z.string()),
  defaults: z.optional(z.object({ run: z.object({ shell: z.string() }) })),
  jobs: z.record(z.string(), Job),
});
export type Workflow = z.infer<typeof Workflow>;

export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export const parseWorkflow = (path: string, text: string): WorkflowFile => ({
  path,
  text,
  workflow: Workflow.parse(parse(text)),
});

/** Those of a folder of the repository, by name. */
export function workflowsIn(folder: string): WorkflowFile[] {
  const names = readdirSync(join(repositoryRoot, folder)).toSorted();
  return names.map((name) => {
    const path = `${folder}/${name}`;
    return parseWorkflow(path, readFileSync(join(repositoryRoot, path), "utf8"));
  });
}

/** The blocks of a page that are marked as YAML. */
export function workflowsOf(page: string): WorkflowFile[] {
  const text = readFileSync(join(repositoryRoot, page), "utf8");
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, block = ""], index) => parseWorkflow(`${page} (${index + 1})`, block));
}

export const jobsOf = ({ workflow }: WorkflowFile): [string, Job][] =>
  Object.entries(workflow.jobs);

export const stepsOf = (file: WorkflowFile): Step[] =>
  jobsOf(file).flatMap(([, { steps }]) => steps);
