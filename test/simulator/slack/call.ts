/** One request as the end sees it: parsed once, then read by the gate, faults and operations. */
import { isRecord } from "../call.ts";

export type WebMethod =
  | "auth.test"
  | "chat.getPermalink"
  | "chat.postMessage"
  | "chat.update"
  | "views.open";
export type SlackOperation = WebMethod | "response_url";

export const WEB_METHODS: readonly WebMethod[] = [
  "auth.test",
  "chat.getPermalink",
  "chat.postMessage",
  "chat.update",
  "views.open",
];

export interface SlackCall {
  readonly operation: SlackOperation | "unknown";
  /** Of the path. */
  readonly path: string;
  readonly headers: Headers;
  /** The arguments, or the code with which Slack refuses what cannot be read. */
  readonly body: Readonly<Record<string, unknown>> | { readonly unreadable: string };
  /** Milliseconds of the end's clock. */
  readonly now: number;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

type Body = SlackCall["body"];
export type Arguments = Readonly<Record<string, unknown>>;

export async function parseCall(
  operation: SlackCall["operation"],
  request: Request,
  now: number,
): Promise<SlackCall> {
  const text = new TextDecoder().decode(await request.arrayBuffer()); // text() warns of forms
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  return {
    operation,
    path: new URL(request.url).pathname,
    headers: request.headers,
    body: operation === "response_url" ? hookBody(text, type) : webBody(text, type),
    now,
    signal: request.signal,
  };
}

/** The arguments; none when the body could not be read. */
export function argumentsOf({ body }: SlackCall): Arguments {
  return isUnreadable(body) ? {} : body;
}

export function isUnreadable(body: Body): body is { readonly unreadable: string } {
  return typeof body.unreadable === "string";
}

function webBody(text: string, type: string): Body {
  if (type === "application/json") {
    const parsed = parseJson(text);
    if (parsed === undefined) return { unreadable: "invalid_json" };
    return isRecord(parsed) ? parsed : { unreadable: "json_not_object" };
  }
  if (type === "application/x-www-form-urlencoded") return form(text);
  if (text === "") return {};
  return { unreadable: type === "" ? "missing_post_type" : "invalid_post_type" };
}

/** A hook reads JSON whatever the type says, or the `payload` of a form. */
function hookBody(text: string, type: string): Body {
  const isForm = type === "application/x-www-form-urlencoded";
  const parsed = parseJson(isForm ? (new URLSearchParams(text).get("payload") ?? "") : text);
  return isRecord(parsed) ? parsed : { unreadable: "invalid_payload" };
}

const form = (text: string) => Object.fromEntries(new URLSearchParams(text));

/** Undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
