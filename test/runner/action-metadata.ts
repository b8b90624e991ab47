/** action.yml as the runner reads it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod/mini";

export const repositoryRoot: string = fileURLToPath(new URL("../../", import.meta.url));

const Described = z.object({
  description: z.string(),
  default: z.optional(z.string()),
  required: z.optional(z.boolean()),
});

const ActionMetadata = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(z.string(), Described),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({ using: z.string(), main: z.string(), post: z.string() }),
});
export type ActionMetadata = z.infer<typeof ActionMetadata>;

export const readActionMetadata = (): ActionMetadata =>
  ActionMetadata.parse(parse(readFileSync(join(repositoryRoot, "action.yml"), "utf8")));
