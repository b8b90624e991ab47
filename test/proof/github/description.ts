/**
 * Holds answers of the simulated GitHub against GitHub's own description of its REST API. Each check returns the list
 * of problems. Two things are made of the description before: a value that may be null has null among its listed
 * values, which GitHub forgets; and no object has keys beside those that are described.
 */
import { type AjvCustomizer, OpenAPIBackend, type Operation } from "openapi-backend";
import definition from "../../fixtures/github-openapi.json" with { type: "json" };
import { asDocument, sentence, withDateTime } from "../../helpers/openapi.ts";
import type { Operation as SimulatedOperation } from "../../simulator/github/index.ts";
import { OPERATIONS } from "./operations.ts";

const customizeAjv: AjvCustomizer = (ajv, options, context) => {
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("email", /^\S+@\S+$/);
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  return withDateTime(ajv, options, context);
};

const api = new OpenAPIBackend({
  definition: asDocument(strict(structuredClone(definition))),
  quick: true,
  ajvOpts: { allErrors: true },
  customizeAjv,
});
await api.init();

export interface Answered {
  readonly status: number;
  /** Empty for an answer without a body. */
  readonly text: string;
  readonly body: unknown;
}

/** A status that is not documented for the operation is a problem. */
export function checkAnswer(operation: SimulatedOperation, answer: Answered): string[] {
  const described = describedAs(operation);
  const documented = described.responses?.[String(answer.status)];
  if (!documented) return [`${answer.status} is not a documented answer of ${operation}`];
  const hasBody = "content" in documented && documented.content !== undefined;
  if (!hasBody) return answer.text === "" ? [] : [`${answer.status} must have no body`];
  return problemsOf(answer.body, described, answer.status);
}

/** Which refusals an operation may answer with, GitHub mostly leaves out; but all are worded alike. */
export function checkRefusal(answer: Answered): string[] {
  return problemsOf(answer.body, describedAs("repository"), 404);
}

function problemsOf(body: unknown, described: Operation, status: number): string[] {
  return (api.validator.validateResponse(body, described, status).errors ?? []).map(sentence);
}

function describedAs(operation: SimulatedOperation): Operation {
  const { path, method } = OPERATIONS.find((one) => one.operation === operation) ?? {};
  const found = api.router
    .getOperations()
    .find((one) => one.path === path && one.method === method);
  if (!found) throw new Error(`GitHub's description has no ${operation}.`);
  return found;
}

function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strict(one)]));
  const isNullableEnum = inner.nullable === true && Array.isArray(inner.enum);
  const values = isNullableEnum && Array.isArray(inner.enum) ? { enum: [...inner.enum, null] } : {};
  const isObject = inner.type === "object" && "properties" in inner;
  const closed =
    isObject && !("additionalProperties" in inner) ? { additionalProperties: false } : {};
  return { ...inner, ...values, ...closed };
}
