/**
 * Bundles the Worker for `pnpm --filter worker run deploy`, into worker/dist. Rolldown's minifier leaves less
 * than wrangler's own bundler does; `wrangler dev` and the tests start from the sources.
 */
import { defineConfig } from "rolldown";

export default defineConfig({
  input: "src/index.ts",
  platform: "neutral",
  external: /^cloudflare:/,
  resolve: {
    conditionNames: ["workerd", "worker", "browser", "import"],
    mainFields: ["browser", "module", "main"],
  },
  output: { dir: "dist", format: "esm", sourcemap: true, comments: false, minify: true },
});
