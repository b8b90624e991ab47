/** Vitest sequencer: within a project the files that take longest come first, so that none runs alone in the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Seconds each; those that mostly wait take turns with those that compute. Vitest goes by their size where it has no
 * cache, and that says nothing of them.
 */
export const HEAVY = [
  "worker/launch/every-step",
  "worker/reaper-faults/budget",
  "e2e/faults",
  "e2e/crash",
  "e2e/virtual-runner",
  "e2e/redraw",
  "e2e/release",
  "demo/demo",
  "worker-check/process",
  "worker-bundle",
  "crash/crash",
  "simulator/serve",
  "faults/faults",
  "worker/launch/faults",
  "worker/reaper/unknown",
].map((path) => `/test/${path}.test.ts`);

/** The more, the earlier; 0: where vitest has it. */
export function weightOf(moduleId: string): number {
  const at = HEAVY.findIndex((path) => moduleId.endsWith(path));
  return at < 0 ? 0 : HEAVY.length - at;
}

export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...byProject.values()].flatMap((its) =>
      its.toSorted((a, b) => weightOf(b.moduleId) - weightOf(a.moduleId)),
    );
  }
}
