/** Faults of the way to the API and of its front: any operation, the answer does not (quite) come. */
import { cloudflare1010, refusal } from "../answer.ts";
import { ConnectionFault, untilHangUp } from "../connection.ts";
import { EVERY_OPERATION, type Registry } from "./definition.ts";

const anywhere = { on: EVERY_OPERATION, stage: "answer" } as const;

export const connectionFaults: Registry<
  | "connection-refused"
  | "connection-lost"
  | "slow"
  | "cut"
  | "cloudflare-1010"
  | "key-refused"
  | "rate-limited"
  | "server-error"
  | "refused"
  | "message-list"
> = {
  "connection-refused": {
    ...anywhere,
    doc: "The connection is refused: nothing was sent, the journal has no entry. Only in process; served, the socket closes without an answer",
    params: "",
    script: () => ({ before: () => lose("ECONNREFUSED") }),
  },
  "connection-lost": {
    ...anywhere,
    doc: "The connection is lost before an answer (ECONNRESET); the API has done its work first if `handled`",
    params: "`handled` = false",
    script: ({ handled = false }) =>
      handled ? { after: () => lose("ECONNRESET") } : { before: () => lose("ECONNRESET") },
  },
  slow: {
    ...anywhere,
    doc: "The answer hangs for `ms`, or until the client hangs up; with `handled` false the API does its work only after that, or never",
    params: "`ms` = for ever, `handled` = true",
    script: ({ ms, handled = true }) => ({
      async before(call, { clock }) {
        if (!handled) await (ms === undefined ? untilHangUp(call.signal) : clock.sleep(ms));
        return undefined;
      },
      async after(call, answer, { clock }) {
        if (handled) await (ms === undefined ? untilHangUp(call.signal) : clock.sleep(ms));
        return answer;
      },
    }),
  },
  cut: {
    ...anywhere,
    doc: "The answer's body ends too early: JSON that does not parse",
    params: "`keep` = 0.5 of the body",
    script: ({ keep = 0.5 }) => ({
      async after(_call, answer) {
        const text = await answer.text();
        const { status, headers } = answer;
        if (text === "") return new Response(null, { status, headers });
        return new Response(text.slice(0, Math.floor(text.length * keep)), { status, headers });
      },
    }),
  },
  "cloudflare-1010": {
    ...anywhere,
    doc: "The front refuses the client: 403 with an HTML page, error 1010, although the key is right",
    params: "",
    script: () => ({ before: cloudflare1010 }),
  },
  "key-refused": {
    ...anywhere,
    doc: "The key is refused in the API's own JSON, although it is right",
    params: '`status` = 403, `message` = "Invalid API key"',
    script: ({ status = 403, message = "Invalid API key" }) => ({
      before: (call) => refusal(call, status, message),
    }),
  },
  "rate-limited": {
    ...anywhere,
    doc: "429; with a Retry-After header (seconds or an HTTP date) if `retryAfter` is given",
    params: "`retryAfter` = no header",
    script: ({ retryAfter }) => ({
      before(call) {
        const answer = refusal(call, 429, "ThrottlerException: Too Many Requests");
        if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
        return answer;
      },
    }),
  },
  "server-error": {
    ...anywhere,
    doc: "A 5xx; the API has done its work first if `handled` (for create see `create-5xx-landed`)",
    params: "`status` = 500, `handled` = false",
    script: ({ status = 500, handled = false }) => ({
      before: (call) => (handled ? undefined : refusal(call, status, "Internal server error")),
      after: (call) => refusal(call, status, "Internal server error"),
    }),
  },
  refused: {
    ...anywhere,
    doc: "Any refusal that you like: nothing happens but this status and message",
    params: '`status` = 400, `message` = "Bad Request"',
    script: ({ status = 400, message = "Bad Request" }) => ({
      before: (call) => refusal(call, status, message),
    }),
  },
  "message-list": {
    ...anywhere,
    doc: "An error whose `message` is a list of strings",
    params: "`status` = 400, `messages` = two lines",
    script: ({ status = 400, messages = ["first complaint", "second complaint"] }) => ({
      before: (call) => refusal(call, status, messages),
    }),
  },
};

function lose(code: "ECONNREFUSED" | "ECONNRESET"): never {
  throw new ConnectionFault(code);
}
