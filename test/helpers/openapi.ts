/**
 * Holds requests and answers against the vendor's OpenAPI document. Each check returns the list of
 * problems; an empty list means: as documented. The validating is openapi-backend's. Node only
 * (its validators are compiled at run time, which workerd forbids).
 */
import { type AjvCustomizer, type Document, OpenAPIBackend } from "openapi-backend";
import definition from "../fixtures/sesterce-openapi.json" with { type: "json" };

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Parsed JSON, or absent. */
  readonly body?: unknown;
}

export interface SeenResponse {
  /** Of the request that it answers. */
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Parsed JSON, or undefined for an empty body. */
  readonly body?: unknown;
}

interface Problem {
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params: object;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
// Without this Ajv would take any string as a date-time, and log that it does.
export const withDateTime: AjvCustomizer = (ajv) => ajv.addFormat("date-time", DATE_TIME);

const api = new OpenAPIBackend({
  definition: asDocument(structuredClone(definition)), // it is dereferenced in place
  quick: true,
  ajvOpts: { allErrors: true },
  customizeAjv: withDateTime,
});
await api.init();

/** Unknown paths, query parameters and body keys are problems; `available=yes` is, too. */
export function checkRequest({ method, url, headers, body }: SeenRequest): string[] {
  const { pathname, search } = new URL(url);
  const request = { method, path: pathname, query: search.slice(1), headers, body };
  const operation = api.router.matchOperation(request);
  if (!operation) return [`${method} ${pathname} is not an operation of the API`];
  if (body !== undefined && !operation.requestBody) return [`${method} ${pathname} takes no body`];
  return (api.validator.validateRequest(request, operation).errors ?? []).map(sentence);
}

/** Undocumented status codes are problems, and so is a body where none is documented. */
export function checkResponse({ method, path, status, body }: SeenResponse): string[] {
  const operation = api.router.matchOperation({ method, path, headers: {} });
  if (!operation) return [`${method} ${path} is not an operation of the API`];
  const documented = operation.responses?.[String(status)];
  if (!documented) return [`${status} is not a documented answer to ${method} ${path}`];
  const hasBody = "content" in documented && documented.content !== undefined;
  if (!hasBody) return body === undefined ? [] : [`${status} must have no body`];
  return (api.validator.validateResponse(body, operation, status).errors ?? []).map(sentence);
}

export function sentence({ instancePath, message, params }: Problem): string {
  return `${instancePath || "/"} ${message ?? "is wrong"} ${JSON.stringify(params)}`;
}

/** A JSON import has `string` where OpenAPI's type has literals: look at what matters instead. */
export function asDocument(value: unknown): Document {
  if (!isDocument(value)) throw new Error("The OpenAPI fixture has no version or no paths.");
  return value;
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && "openapi" in value && "paths" in value;
}
