/** Where an answer differs from the vendor's description, in words that are the same for every machine. */
import definition from "../../fixtures/sesterce-openapi.json" with { type: "json" };
import { openApiChecker } from "../../helpers/openapi.ts";
import type { Operation } from "../../simulator/call.ts";
import { closed } from "../closed.ts";

/** An operation, a place in its answer ("HTTP status", "body", or a key), and what is there. */
export type Difference = readonly [operation: Operation, where: string, what: string];

export interface Heard {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

const { checkResponse } = await openApiChecker(closed(definition));

export function differencesOf({ operation, method, path, status, text }: Heard): Difference[] {
  const body = text === "" ? undefined : parsed(text);
  if (text !== "" && body === undefined) return [[operation, "body", "no JSON"]];
  const problemsAs = (as: number) =>
    checkResponse({ method, path, status: as, ...(body !== undefined && { body }) });
  const problems = problemsAs(status);
  // A refusal of a status that is not documented should look like one that is.
  if (problems[0]?.startsWith(undocumented(status))) problems.push(...problemsAs(403));
  return problems.map((problem) => [operation, ...placeOf(problem, body)] as const);
}

const undocumented = (status: number | string) => `${status} is not a documented answer`;

function placeOf(problem: string, body: unknown): [where: string, what: string] {
  const [first = ""] = problem.split(" ");
  if (problem.startsWith(undocumented(first))) return ["HTTP status", first];
  const [, pointer = "", said = "", facts = "{}"] = /^(\S+) (.*) (\{.*\})$/.exec(problem) ?? [];
  const { missingProperty, additionalProperty } = Object(JSON.parse(facts));
  if (missingProperty) return [whereIn(`${pointer}/${missingProperty}`), "missing"];
  if (additionalProperty) return [whereIn(`${pointer}/${additionalProperty}`), "not documented"];
  const found = kindOf(at(body, pointer));
  const isOfKind = said === "must be equal to one of the allowed values";
  return [whereIn(pointer), isOfKind ? "another value" : found];
}

/** Without the places in lists: `/0/availability/3/name` is `availability[].name`. */
const whereIn = (pointer: string): string =>
  pointer
    .replace(/^\/*(\d+(?=\/))?\/*/, "")
    .replace(/\/\d+/g, "[]")
    .replaceAll("/", ".");

const at = (body: unknown, pointer: string): unknown =>
  pointer
    .split("/")
    .filter((key) => key !== "")
    .reduce((value: unknown, key) => Object(value)[key], body);

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
