/** The two files that are read: NAME=value lines, and wrangler.jsonc by wrangler's own reader. */
import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { type Options, USUAL_FILE } from "./options.ts";
import type { Config, Sources } from "./variables.ts";

type Named = Pick<Options, "vars" | "config">;

/** The reason is a sentence. */
export async function readSources(
  { vars, config }: Named,
  environment: Sources["environment"],
): Promise<Result<Sources, string>> {
  const file = await readVars(vars);
  if (!file.ok) return file;
  const read = await readConfig(config);
  return read.ok ? ok({ environment, file: file.value, config: read.value }) : read;
}

async function readVars(asked: string | null): Promise<Result<Sources["file"], string>> {
  const name = asked ?? USUAL_FILE;
  try {
    return ok({ name, variables: parseEnv(await readFile(name, "utf8")) });
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isAbsent && asked === null) return ok(null);
    return fail(`${name} can't be read: ${isAbsent ? "there is no such file" : String(error)}`);
  }
}

const Wrangler = z.object({
  vars: z.record(z.string(), z.unknown()),
  d1_databases: z.array(z.object({ binding: z.string(), database_id: z.optional(z.string()) })),
  workflows: z.array(z.object({ binding: z.string() })),
});

async function readConfig(name: string): Promise<Result<Config, string>> {
  try {
    // It takes a second to load, and wrong usage needs none of it.
    const { unstable_readConfig } = await import("wrangler");
    const read = unstable_readConfig({ config: name }, { hideWarnings: true });
    const { vars, d1_databases, workflows } = z.parse(Wrangler, read);
    const database = d1_databases.find(({ binding }) => binding === "DB");
    const hasLaunch = workflows.some(({ binding }) => binding === "LAUNCH");
    return ok({ name, vars, databaseId: database && (database.database_id ?? ""), hasLaunch });
  } catch (error) {
    return fail(`${name} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
