import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Tests named `*.both.test.ts` run on Node and inside workerd; the rest run on Node. */
const both = "{shared,test}/**/*.both.test.ts";

export default defineConfig({
  test: {
    // End-to-end tests mostly wait for processes of their own: more workers than cores pay off.
    maxWorkers: 3,
    maxConcurrency: 4,
    // A busy machine is slow, not wrong: nothing here asserts a time.
    testTimeout: 60_000,
    // No test keeps state in a module, so files may share a worker.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["{action,shared,test}/**/*.test.ts"],
          exclude: ["**/node_modules/**"],
        },
      },
      {
        extends: true,
        plugins: [
          cloudflareTest({
            // Later dates make this workerd find no tests at all.
            miniflare: { compatibilityDate: "2026-11-01", compatibilityFlags: ["nodejs_compat"] },
          }),
        ],
        test: { name: "workerd", include: [both] },
      },
    ],
  },
});
