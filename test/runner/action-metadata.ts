/** action.yml of both actions, as the runner reads it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod/mini";

export const repositoryRoot: string = fileURLToPath(new URL("../../", import.meta.url));

const Input = z.object({
  description: z.string(),
  default: z.exactOptional(z.string()),
  required: z.exactOptional(z.boolean()),
});
export type Input = z.infer<typeof Input>;

const Output = z.object({ description: z.string() });
export type Output = z.infer<typeof Output>;

const Inputs = z.record(z.string(), Input);

const ActionMetadata = z.object({
  name: z.string(),
  description: z.string(),
  inputs: Inputs,
  outputs: z.record(z.string(), Output),
  runs: z.object({ using: z.string(), main: z.string(), post: z.string() }),
});
export type ActionMetadata = z.infer<typeof ActionMetadata>;

/** It has neither outputs nor a post. */
const ReleaseMetadata = z.object({
  name: z.string(),
  description: z.string(),
  inputs: Inputs,
  outputs: z.optional(z.never()),
  runs: z.strictObject({ using: z.string(), main: z.string() }),
});
export type ReleaseMetadata = z.infer<typeof ReleaseMetadata>;

/** `runs.main` is relative to this. */
export const RELEASE_DIRECTORY = "action/release";

export const readActionMetadata = (): ActionMetadata => ActionMetadata.parse(read("."));

export const readReleaseMetadata = (): ReleaseMetadata =>
  ReleaseMetadata.parse(read(RELEASE_DIRECTORY));

const read = (directory: string): unknown =>
  parse(readFileSync(join(repositoryRoot, directory, "action.yml"), "utf8"));
