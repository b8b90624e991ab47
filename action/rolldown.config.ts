/**
 * Bundles the action into action/dist: ours in shared.js with every name as in the source (early.js holds
 * what sends the first request while the rest is loaded), third parties in vendor.js with short local names (GitHub downloads all of it for every job), and their licences.
 * @actions/* brings an HTTP stack and a REST client that nothing here uses; they are dropped.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "rolldown";
import { minifySync } from "rolldown/utils";

const UNUSED_UNLESS_IMPORTED = /[\\/]node_modules[\\/].*(@actions|@octokit)[\\/]/;
/** What main needs before it loads the rest. */
const EARLY = /[\\/]src[\\/](early-offers|user-agent|request|inputs[\\/]api-text)\.ts$/;
/** All of ours but the entries. */
const SHARED = /[\\/]shared[\\/]src[\\/]|[\\/]action[\\/]src[\\/](?!(main|post|release)\.ts$)/;
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

export default defineConfig({
  input: {
    main: "action/src/main.ts",
    post: "action/src/post.ts",
    release: "action/src/release.ts",
  },
  platform: "node",
  treeshake: {
    moduleSideEffects: [
      { test: UNUSED_UNLESS_IMPORTED, sideEffects: false },
      { external: true, sideEffects: false },
    ],
  },
  plugins: [shortVendorNames(), licences()],
  output: {
    dir: "action/dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: [
        { name: "vendor", test: /[\\/]node_modules[\\/]/ },
        { name: "early", test: EARLY },
        { name: "shared", test: SHARED },
      ],
    },
    comments: false,
    minify: false,
  },
});

function shortVendorNames(): Plugin {
  return {
    name: "short-vendor-names",
    renderChunk(code, chunk) {
      // Each module is marked by its path: `// text/release.ts`.
      if (chunk.name === "shared")
        return code.replaceAll(/^\/\/ (?:shared|action)\/src\//gm, "// ");
      if (chunk.name !== "vendor") return null;
      const codegen = { removeWhitespace: false };
      return minifySync(chunk.fileName, code, { compress: true, mangle: true, codegen }).code;
    },
  };
}

/** The copyright of every bundled package, and the one licence that all of them have. */
function licences(): Plugin {
  return {
    name: "licences",
    writeBundle({ dir = "." }, bundle) {
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" ? Object.keys(file.modules) : [],
      );
      const packages = new Set(modules.flatMap((id) => PACKAGE.exec(id)?.[1] ?? []));
      const texts = [...packages].sort().map(readLicence);
      const [permission = ""] = texts.map(({ text }) => text.slice(text.indexOf("Permission")));
      const source = [...texts.map(({ notice }) => notice), "", permission].join("\n");
      // Beside dist, not in it: runners need not read it.
      writeFileSync(join(dir, "..", "licences.txt"), `${source.trimEnd()}\n`);
    },
  };
}

function readLicence(directory: string): { notice: string; text: string } {
  const { name, version, license } = JSON.parse(
    readFileSync(join(directory, "package.json"), "utf8"),
  );
  if (license !== "MIT") throw new Error(`${name} is not under the MIT licence: look at it.`);
  const file = ["LICENSE", "license", "LICENSE.md"].find((path) =>
    existsSync(join(directory, path)),
  );
  const text = file ? readFileSync(join(directory, file), "utf8") : "";
  const copyright = /^.*Copyright.*$/m.exec(text)?.[0].trim() ?? "";
  return { notice: `${name} ${version}: ${copyright}`, text };
}
