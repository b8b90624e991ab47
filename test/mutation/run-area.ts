/** Runs Stryker over one area. Shell. Each area has a run of its own, so that only its own tests can kill its mutants. */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import type { Area, Mutated } from "./areas.ts";
import { lineRanges } from "./line-ranges.ts";
import { oneLine, textAt } from "./mutant.ts";
import type { Outcome } from "./verdict.ts";

type Settings = NonNullable<ConstructorParameters<typeof Stryker>[0]>;

const SETTINGS: Settings = {
  testRunner: "vitest",
  // By name: pnpm keeps the two packages apart, and Stryker looks for plugins beside itself.
  plugins: ["@stryker-mutator/vitest-runner"],
  coverageAnalysis: "perTest",
  // Regular expressions and figures at the top of a module are what decides here: they are mutated as well.
  ignoreStatic: false,
  concurrency: 2,
  // A busy machine is slow; endless loops are found by counting.
  timeoutMS: 60_000,
  // TypeScript 7 has no API for Stryker to rewrite a tsconfig with; and nothing here needs it rewritten.
  tsconfigFile: "none.json",
  ignorePatterns: ["action/dist", ".wrangler"],
  reporters: ["progress-append-only"],
  // Stryker does not know the vitest plugin's own options.
  warnings: {
    unknownOptions: false,
    slow: false,
    preprocessorErrors: true,
    unserializableOptions: true,
  },
  vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
};

export async function runArea({ name, mutate }: Area): Promise<Outcome[]> {
  // Stryker's processes hand it on to `vitest.config.ts`.
  process.env.SGPU_MUTATION_AREA = name;
  const specs = (await Promise.all(mutate.map(specsOf))).flat();
  const results = await new Stryker({ ...SETTINGS, mutate: specs }).runMutationTest();
  const sources = new Map<string, string>();
  for (const { fileName } of results) {
    if (!sources.has(fileName)) sources.set(fileName, await readFile(fileName, "utf8"));
  }
  return results.map(({ fileName, mutatorName, replacement, location, status }) => {
    const { line, text } = textAt(sources.get(fileName) ?? "", location);
    const file = relative(process.cwd(), fileName);
    return { file, mutator: mutatorName, line, from: text, to: oneLine(replacement), status };
  });
}

async function specsOf({ file, only }: Mutated): Promise<string[]> {
  if (only === undefined) return [file];
  return lineRanges(await readFile(file, "utf8"), only).map((range) => `${file}:${range}`);
}
