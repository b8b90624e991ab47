/** All faults by name, and the table of them that the README carries. */
import { ConnectionFault, untilHangUp } from "../../connection.ts";
import { refuse } from "../answer.ts";
import { argumentsOf, type SlackCall, type SlackOperation, WEB_METHODS } from "../call.ts";
import type { SlackState } from "../state.ts";
import type { SlackRegistry } from "./definition.ts";

const EVERY: readonly SlackOperation[] = [...WEB_METHODS, "response_url"];

export const slackFaultRegistry: SlackRegistry = {
  "rate-limited": {
    on: EVERY,
    doc: "429 with a Retry-After header, in seconds",
    params: "`retryAfter` = 30",
    script: ({ retryAfter = 30 }) => ({ before: (call) => slowDown(call, retryAfter) }),
  },
  unavailable: {
    on: EVERY,
    doc: "A 5xx with a page of HTML; Slack has done its work first if `handled`",
    params: "`status` = 503, `handled` = false",
    script: ({ status = 503, handled = false }) => ({
      before: () => (handled ? undefined : unavailable(status)),
      after: () => unavailable(status),
    }),
  },
  hang: {
    on: EVERY,
    doc: "The answer hangs for `ms`, or until the client hangs up; Slack does its work only after that (or never), unless `handled`",
    params: "`ms` = for ever, `handled` = false",
    script: ({ ms, handled = false }) => ({
      async before(call, state) {
        if (!handled) await hang(call, state, ms);
        return undefined;
      },
      async after(call, answer, state) {
        if (handled) await hang(call, state, ms);
        return answer;
      },
    }),
  },
  network: {
    on: EVERY,
    doc: "No answer: the connection is lost, and Slack has done its work first if `handled`; with ECONNREFUSED (in process only) nothing was sent, the journal has no entry",
    params: "`code` = ECONNRESET, `handled` = false",
    script: ({ code = "ECONNRESET", handled = false }) => ({
      before: () => (handled ? undefined : lose(code)),
      after: () => lose(code),
    }),
  },
  "refuse-blocks": {
    on: ["chat.postMessage", "chat.update", "response_url"],
    doc: "Anything with blocks is `invalid_blocks`, although they are good; the fault waits for blocks",
    params: "",
    script: () => ({
      applies: (call) => hasBlocks(argumentsOf(call).blocks),
      before: (call) =>
        refuse(call, { error: "invalid_blocks", messages: ["scripted [json-pointer:/blocks]"] }),
    }),
  },
  error: {
    on: EVERY,
    doc: "Any refusal that you like: `ok` is false with this code; a response_url says it as text, with `status`",
    params: '`error` = "internal_error", `status` = 400',
    script: ({ error = "internal_error", status = 400 }) => ({
      before: (call) => refuse(call, { error }, status),
    }),
  },
  "token-revoked": {
    on: WEB_METHODS,
    doc: "`token_revoked`, although the token is right",
    params: "",
    script: () => ({ before: (call) => refuse(call, { error: "token_revoked" }) }),
  },
};

/** Markdown before it is formatted; a test holds the README against it. */
export function slackFaultTable(): string {
  const rows = Object.entries(slackFaultRegistry).map(
    ([name, { doc, params, on }]) =>
      `| \`${name}\` | ${on.length === EVERY.length ? "any" : on.join(", ")} | ${doc}. | ${params} |`,
  );
  return ["| fault | on | what it does | parameters |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function slowDown({ operation }: SlackCall, retryAfter: number): Response {
  const init = { status: 429, headers: { "retry-after": String(retryAfter) } };
  if (operation === "response_url") return new Response("rate_limited", init);
  return Response.json({ ok: false, error: "ratelimited" }, init);
}

function unavailable(status: number): Response {
  const headers = { "content-type": "text/html; charset=utf-8" };
  return new Response("<!DOCTYPE html>\n<title>Server Error | Slack</title>\n", {
    status,
    headers,
  });
}

function hang({ signal }: SlackCall, { clock }: SlackState, ms?: number): Promise<void> {
  return ms === undefined ? untilHangUp(signal) : clock.sleep(ms);
}

function hasBlocks(blocks: unknown): boolean {
  return typeof blocks === "string"
    ? !/^\s*(\[\s*\])?\s*$/.test(blocks)
    : Array.isArray(blocks) && blocks.length > 0;
}

function lose(code: "ECONNREFUSED" | "ECONNRESET"): never {
  throw new ConnectionFault(code);
}
