/** The tests of one area, on plain Node: Stryker can't work inside workerd. It sets the variable itself. */
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { AREAS } from "./areas.ts";

const area = AREAS.find(({ name }) => name === process.env.SGPU_MUTATION_AREA);

/** The same order in every run: which test is the first to fail must not depend on how long they took before. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    environment: "node",
    include: [...(area?.tests ?? [])],
    setupFiles: ["test/mutation/fixed-seed.ts"],
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: ByName },
  },
});
