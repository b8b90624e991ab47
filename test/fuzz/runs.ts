/** How often a fuzz test runs: as often as it says, or FUZZ_RUNS times that (`vitest.config.ts` provides it). */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    fuzzRuns: number;
  }
}

/** For `fc.assert`; a failure prints the seed and the path that repeat it. */
export const runs = (usual: number): { readonly numRuns: number } => ({
  numRuns: Math.max(1, Math.round(usual * inject("fuzzRuns"))),
});
