/** All YAML of ours that GitHub would read: actions, workflows, examples, and what README files show of them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { repositoryRoot } from "../../runner/action-metadata.ts";

export interface Source {
  /** The file, and in Markdown the line at which it begins. */
  readonly name: string;
  readonly kind: "action" | "workflow";
  readonly text: string;
}

const ACTIONS = ["action.yml", "action/release/action.yml"];
const WORKFLOWS = [".github/workflows/*.{yml,yaml}", "examples/**/*.{yml,yaml}"];
const PAGES = ["*.md", "{action,examples,worker}/*.md"];

export function sources(): Source[] {
  return [
    ...filesOf(ACTIONS).map((name): Source => ({ name, kind: "action", text: read(name) })),
    ...filesOf(WORKFLOWS).map(workflowOf),
    ...filesOf(PAGES).flatMap((name) => shownIn(name, read(name))),
  ];
}

const filesOf = (patterns: readonly string[]): string[] =>
  globSync(patterns, { cwd: repositoryRoot }).toSorted();

const read = (name: string): string => readFileSync(join(repositoryRoot, name), "utf8");

const workflowOf = (name: string): Source => ({ name, kind: "workflow", text: read(name) });

const FENCED = /^```ya?ml\n([\s\S]*?)^```$/gm;

/** The YAML blocks of a page that show workflows, or parts of one. */
export function shownIn(page: string, markdown: string): Source[] {
  return [...markdown.matchAll(FENCED)].flatMap((match) => {
    const [, block = ""] = match;
    const line = markdown.slice(0, match.index).split("\n").length + 1;
    const isShown = /^ *(- )?(uses|run|jobs|runs-on|steps):/m.test(block);
    return isShown ? [{ name: `${page}:${line}`, kind: "workflow", text: whole(block) }] : [];
  });
}

/** A whole workflow around what is shown of one: what a reader has besides, and no more. */
function whole(block: string): string {
  if (/^on:/m.test(block)) return block;
  if (/^jobs:/m.test(block)) return withNeeded(`on: push\n${block}`);
  if (/^ *- /.test(block))
    return whole(`  job:\n    runs-on: ubuntu-latest\n    steps:\n${indented(block)}`);
  return whole(`jobs:\n${/^ /.test(block) ? block : indented(block)}`);
}

const indented = (block: string): string =>
  block.replace(/^(?=.)/gm, " ".repeat(/^ /.test(block) ? 4 : 6));

const Workflow = z.looseObject({
  jobs: z.record(
    z.string(),
    z.looseObject({ needs: z.union([z.string(), z.array(z.string())]).optional() }),
  ),
});

/** With the jobs that those shown wait for. */
function withNeeded(text: string): string {
  const { jobs } = Workflow.parse(parse(text));
  const needed = Object.values(jobs).flatMap(({ needs = [] }) => needs);
  const missing = needed.filter((name) => !Object.hasOwn(jobs, name));
  const job = { "runs-on": "ubuntu-latest", steps: [{ run: "true" }] };
  const added = stringify(Object.fromEntries(missing.map((name) => [name, job])), {
    aliasDuplicateObjects: false,
  });
  return missing.length === 0 ? text : `${text.trimEnd()}\n${added.replace(/^(?=.)/gm, "  ")}`;
}
