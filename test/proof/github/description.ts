/**
 * Holds answers of the simulated GitHub against GitHub's own description of its REST API, closed. Each check returns
 * the list of problems. Two things are mended in the description before: a listed value that may be null has null in its
 * list, which GitHub forgets; and what may be null, or one of several schemas, is one of them (ajv takes no other).
 */
import definition from "../../fixtures/github-openapi.json" with { type: "json" };
import { openApiChecker } from "../../helpers/openapi.ts";
import type { Operation } from "../../simulator/github/index.ts";
import { closed } from "../closed.ts";
import { OPERATIONS } from "./operations.ts";

const mended = JSON.parse(JSON.stringify(definition), (_, value: unknown) => {
  const { nullable, enum: listed, anyOf } = Object(value);
  if (nullable === true && Array.isArray(anyOf)) return { anyOf };
  return nullable === true && Array.isArray(listed)
    ? { ...Object(value), enum: [...listed, null] }
    : value;
});
const { checkResponse } = await openApiChecker(closed(mended));

export interface Answered {
  readonly status: number;
  /** Empty for an answer without a body. */
  readonly text: string;
  readonly body: unknown;
}

/** A status that is not documented for the operation is a problem. */
export function checkAnswer(operation: Operation, { status, text, body }: Answered): string[] {
  const described = OPERATIONS.find((one) => one.operation === operation);
  if (!described) return [`${operation} is not described`];
  return checkResponse({ ...described, status, ...(text !== "" && { body }) });
}

/** Which refusals an operation may answer with, GitHub mostly leaves out; but all are worded alike. */
export function checkRefusal(answer: Answered): string[] {
  return checkAnswer("repository", { ...answer, status: 404 });
}
