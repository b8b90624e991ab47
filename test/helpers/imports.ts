/** Reads the import specifiers of TypeScript sources, and judges them by our layers. Pure. */
export interface Source {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}()])\/\/.*$/gm;
// `import "x"`, `import … from "x"`, `export … from "x"`, `import("x")`, `import type … from "x"`.
const STATIC = /^\s*(?:import|export)\b(?:[\s\w{},*$]*?\bfrom)?\s*["']([^"'\n]+)["']/gm;
const DYNAMIC = /\bimport\s*\(\s*["'`]([^"'`\n]+)["'`]/g;

export function importsOf(text: string): string[] {
  const code = text.replace(COMMENT, "");
  return [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)].map((match) => match[1] ?? "");
}

/** Sentences, one for each import that points the wrong way. */
export function violations({ path, text }: Source): string[] {
  const from = areaOf(path);
  return importsOf(text).flatMap((specifier) => {
    const why = objectionTo(path, from, specifier);
    return why ? [`${path} imports ${specifier}: ${why}`] : [];
  });
}

function objectionTo(path: string, from: string, specifier: string): string | undefined {
  const to = targetOf(path, specifier);
  if (from === "test") return undefined;
  if (to === "test") return "nothing imports test";
  if (specifier === "@actions/core" && path !== "action/src/host.ts" && !isTest(path)) {
    return "@actions/core belongs to action/src/host.ts";
  }
  if (from === "action" && to === "worker") return "action and worker never meet";
  if (from === "worker" && to === "action") return "action and worker never meet";
  if (from === "worker") return workerObjection(path, specifier);
  if (from !== "shared") return undefined;
  if (to === "action" || to === "worker") return "shared knows neither action nor worker";
  if (to === "shared" || isTest(path)) return undefined;
  return isAllowedInShared(specifier) ? undefined : "shared imports only zod and itself";
}

const WORKER_AREAS = ["slack", "github", "reaper", "workflows"];

/** The areas of the Worker meet in its `app.ts` and in what lies below all of them. */
function workerObjection(path: string, specifier: string): string | undefined {
  if (path.startsWith(CHECK)) return undefined;
  if (specifier.startsWith(".") && pathTo(path, specifier).startsWith(CHECK)) {
    return "the Worker does not know worker/check";
  }
  if (specifier.startsWith("node:") && !isTest(path)) return "the Worker runs without Node";
  if (specifier === "@slack/types" || !specifier.startsWith(".")) return undefined;
  const [from, to] = [workerAreaOf(path), workerAreaOf(pathTo(path, specifier))];
  if (to === undefined || from === to || path === "worker/src/app.ts" || isTest(path))
    return undefined;
  return from === undefined
    ? `only worker/src/app.ts knows ${to}/`
    : `${from}/ and ${to}/ meet only in worker/src/app.ts`;
}

/** `pnpm --filter worker check`: it runs on Node, and tries what the Worker's areas stand on. */
const CHECK = "worker/check/";

const pathTo = (path: string, specifier: string): string =>
  new URL(specifier, `file:///${path}`).pathname.slice(1);

const workerAreaOf = (path: string): string | undefined =>
  WORKER_AREAS.find((area) => path.startsWith(`worker/src/${area}/`));

const isAllowedInShared = (specifier: string): boolean => /^zod(\/.+)?$/.test(specifier);

/** Tests beside their sources, and what only they use. */
const isTest = (path: string): boolean => /\.(test|fixture)\.ts$/.test(path);

const areaOf = (path: string): string => path.split("/")[0] ?? "";

/** The area that an import leads to: one of ours, or "" for a package or a module of Node. */
function targetOf(path: string, specifier: string): string {
  const own = /^@sesterce-gpu\/([a-z]+)/.exec(specifier)?.[1];
  if (own !== undefined) return own;
  if (!specifier.startsWith(".")) return "";
  return areaOf(pathTo(path, specifier));
}
