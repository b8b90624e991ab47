/**
 * Holds requests and answers against an OpenAPI description, by default the vendor's. Each check returns the list of
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

export interface OpenApiChecker {
  /** Unknown paths, query parameters and body keys are problems; `available=yes` is, too. */
  checkRequest(request: SeenRequest): string[];
  /** Undocumented status codes are problems, and so is a body where none is documented. */
  checkResponse(response: SeenResponse): string[];
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
// Without these Ajv would take any string, and log that it does.
const FORMATS = {
  "date-time": DATE_TIME,
  email: /^\S+@\S+$/,
  uri: (text: string) => URL.canParse(text),
  int64: { type: "number", validate: Number.isSafeInteger },
} as const;
const withFormats: AjvCustomizer = (ajv) => {
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
  return ajv;
};

/** Of any description; it is left as it is. */
export async function openApiChecker(description: object): Promise<OpenApiChecker> {
  const api = new OpenAPIBackend({
    definition: asDocument(structuredClone(description)), // it is dereferenced in place
    quick: true,
    ajvOpts: { allErrors: true },
    customizeAjv: withFormats,
  });
  await api.init();
  return {
    checkRequest({ method, url, headers, body }) {
      const { pathname, search } = new URL(url);
      const request = { method, path: pathname, query: search.slice(1), headers, body };
      const operation = api.router.matchOperation(request);
      if (!operation) return [`${method} ${pathname} is not an operation of the API`];
      if (body !== undefined && !operation.requestBody)
        return [`${method} ${pathname} takes no body`];
      return (api.validator.validateRequest(request, operation).errors ?? []).map(sentence);
    },
    checkResponse({ method, path, status, body }) {
      const operation = api.router.matchOperation({ method, path, headers: {} });
      if (!operation) return [`${method} ${path} is not an operation of the API`];
      const documented = operation.responses?.[String(status)];
      if (!documented) return [`${status} is not a documented answer to ${method} ${path}`];
      const hasBody = "content" in documented && documented.content !== undefined;
      if (!hasBody) return body === undefined ? [] : [`${status} must have no body`];
      return (api.validator.validateResponse(body, operation, status).errors ?? []).map(sentence);
    },
  };
}

function sentence({ instancePath, message, params }: Problem): string {
  return `${instancePath || "/"} ${message ?? "is wrong"} ${JSON.stringify(params)}`;
}

/** A JSON import has `string` where OpenAPI's type has literals: look at what matters instead. */
function asDocument(value: unknown): Document {
  if (!isDocument(value)) throw new Error("The OpenAPI fixture has no version or no paths.");
  return value;
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && "openapi" in value && "paths" in value;
}

/** Of the vendor's description. */
export const { checkRequest, checkResponse } = await openApiChecker(definition);
