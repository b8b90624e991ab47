/**
 * Every text that the sources hold for people, by parsing them: strings and templates with a blank in them, with
 * `…` for what is filled in. Pure but for reading the files.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "rolldown/utils";
import { repositoryRoot } from "../runner/action-metadata.ts";

export interface SourceText {
  readonly path: string;
  readonly line: number;
  /** The outermost function, constant or class that it stands in. */
  readonly scope: string;
  readonly text: string;
  /** It is thrown, logged or told as a failure: no scope makes it anything else. */
  readonly isFailure: boolean;
}

const SOURCES = [
  "{action,shared,worker}/src/**/*.ts",
  "test/demo/*.{ts,js}",
  "test/worker-dev/*.ts",
] as const;

export function readTexts(): SourceText[] {
  const paths = globSync([...SOURCES], { cwd: repositoryRoot })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/\.(test|fixture)\.ts$/.test(path))
    .toSorted();
  return paths.flatMap((path) => textsOf(path, readFileSync(join(repositoryRoot, path), "utf8")));
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

interface Place {
  readonly scope: string;
  readonly isFailure: boolean;
}

/** Throws when the source can't be parsed. */
export function textsOf(path: string, source: string): SourceText[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const texts: SourceText[] = [];
  const visit = (value: unknown, place: Place): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, place);
    if (!isNode(value) || SILENT.has(value.type)) return;
    const text = textIn(value);
    const here = placeOf(value, place);
    const isEvent = text !== undefined && eventsIn.has(value);
    if (text !== undefined && (isEvent || isProse(text))) {
      const line = source.slice(0, value.start).split("\n").length;
      const { scope } = here;
      texts.push({ path, line, scope, text, isFailure: here.isFailure || isEvent });
    }
    for (const event of eventOf(value)) eventsIn.add(event);
    for (const child of Object.values(value)) visit(child, here);
  };
  const eventsIn = new Set<unknown>();
  visit(program, { scope: "", isFailure: false });
  return texts;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** Nothing in them is said to anybody. */
const SILENT = new Set(["ImportDeclaration", "TSLiteralType"]);

/** With `…` for what is filled in. */
function textIn(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral" || !Array.isArray(node.quasis)) return undefined;
  return node.quasis.map((part: { value: { cooked: string } }) => part.value.cooked).join("…");
}

/** Words with a blank between, or one word that is a sentence. */
const isProse = (text: string): boolean =>
  /\p{L}/u.test(text) && (/\S\s+\S/.test(text.trim()) || /^\p{Lu}\p{Ll}+\.$/u.test(text));

function placeOf(node: Node, place: Place): Place {
  const name = nameOf(node);
  return {
    scope: place.scope === "" && name !== "" ? name : place.scope,
    isFailure: place.isFailure || isFailing(node),
  };
}

const DECLARATIONS = new Set(["FunctionDeclaration", "VariableDeclarator", "ClassDeclaration"]);

const nameOf = (node: Node): string =>
  DECLARATIONS.has(node.type) && isNode(node.id) && typeof node.id.name === "string"
    ? node.id.name
    : "";

/** What is called with failures, by the last part of its name. */
const TELLS =
  /^(fail|faulty|warning|refuse|wrong|missing|tooMany|mistake|super|\w*(Error|Refusal|Problem))$/;

function isFailing(node: Node): boolean {
  if (node.type === "ThrowStatement") return true;
  const isCall = node.type === "CallExpression" || node.type === "NewExpression";
  return isCall && TELLS.test(calleeOf(node.callee));
}

function calleeOf(callee: unknown): string {
  if (!isNode(callee)) return "";
  if (callee.type === "Super") return "super";
  if (callee.type === "MemberExpression") return calleeOf(callee.property);
  return typeof callee.name === "string" ? callee.name : "";
}

/** The names of warnings and errors in the Worker's log; `#attempt` logs what it is given. */
function eventOf(node: Node): unknown[] {
  if (node.type === "CallExpression" && calleeOf(node.callee) === "attempt") {
    return Array.isArray(node.arguments) ? node.arguments.slice(0, 1) : [];
  }
  if (node.type !== "ObjectExpression") return [];
  const level = fieldOf(node, "level");
  const isTrouble = isNode(level) && (level.value === "warn" || level.value === "error");
  return isTrouble ? [fieldOf(node, "event")] : [];
}

function fieldOf({ properties }: Node, name: string): unknown {
  const all: unknown[] = Array.isArray(properties) ? properties : [];
  return all.filter(isNode).find(({ key }) => isNode(key) && key.name === name)?.value;
}
