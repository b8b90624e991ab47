import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { HeavyFirst } from "./test/helpers/heavy-first.ts";
import { SlowestTests } from "./test/helpers/slowest-tests.ts";

/** Tests named `*.both.test.ts` run on Node and inside workerd; the Worker's only there, the rest on Node. */
const both = "{shared,test}/**/*.both.test.ts";
/** Tests that start processes of their own, and mostly wait for them. What needs none runs in virtual time. */
const processes = ["test/{demo,e2e,worker-dev}/**/*.test.ts"];
/** Node reads TypeScript itself: that takes a sixth less of the time than to have Vite transform it. */
const native = { viteModuleRunner: false } as const;
const migrations = fileURLToPath(new URL("worker/migrations", import.meta.url));

const temp = tmpdir();
/** Each statement of a local D1 waits for the disk: where there is one in memory, the databases lie there. */
const inMemory = "/dev/shm";
// biome-ignore lint/style/noProcessEnv: miniflare takes its place from there, in this process.
if (isWritable(inMemory)) process.env.TMPDIR = inMemory;
// Most of what a test allocates is garbage at once: with a young generation of 16 MB less of it is ever copied.
// biome-ignore lint/style/noProcessEnv: miniflare takes its flags from there as well.
process.env.MINIFLARE_WORKERD_V8_FLAGS ??= "--min-semi-space-size=16";

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export default defineConfig({
  test: {
    // What tests start themselves may lie where nothing can be started: they keep the usual place.
    env: { TMPDIR: temp },
    sequence: { sequencer: HeavyFirst },
    // Each costs the processor seconds to start, most of all one with a workerd in it: no more than cores.
    maxWorkers: 2,
    maxConcurrency: 4,
    // A busy machine is slow, not wrong: nothing here asserts a time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // How many times as often as usual the fuzz tests run (`test/fuzz/runs.ts`).
    // biome-ignore lint/style/noProcessEnv: a configuration file is where it is read.
    provide: { fuzzRuns: Number(process.env.FUZZ_RUNS ?? 1) },
    // No test keeps state in a module, so files may share a worker.
    isolate: false,
    // In CI as well: a line for each file, vitest's closing summary, and behind it the slowest ten.
    reporters: ["default", new SlowestTests()],
    // The default prints a line more for each of hundreds of tests.
    slowTestThreshold: 5_000,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          experimental: native,
          environment: "node",
          include: ["{action,shared,test}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/worker/**", ...processes],
        },
      },
      {
        extends: true,
        test: {
          name: "processes",
          experimental: native,
          environment: "node",
          include: processes,
          // Their clocks run up to ten times as fast as the wall's: nothing else may take the processor from them.
          sequence: { groupOrder: 1 },
          // They mostly wait for processes of their own: more workers than cores pay off.
          maxWorkers: 3,
          maxConcurrency: 4,
        },
      },
      {
        extends: true,
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: "./worker/wrangler.jsonc" },
            miniflare: { bindings: { MIGRATIONS: await readD1Migrations(migrations) } },
          })),
        ],
        test: {
          // One for all that runs inside workerd: each workerd that is started takes seconds of the processor.
          name: "worker",
          include: ["{worker/src,test/worker}/**/*.test.ts", both],
          setupFiles: ["./worker/test-setup.ts"],
        },
      },
    ],
  },
});
