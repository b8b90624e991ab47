/**
 * An API that may answer anything at all, and a client of it for which time passes at once: a wait is over as
 * soon as it begins, but that for an answer only when none comes.
 */
import { type Clock, SesterceClient } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { mutated, oddText, oddValue, written } from "./odd-json.ts";

export const KEYS = ["sk-live-0123456789", "k+/=&é %41\"'"] as const;
const TIMEOUT_MS = 15_001;
const STARTED_AT = Date.UTC(2026, 0, 1, 12);

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly encoding: keyof typeof ENCODINGS;
  /** What becomes of the answer on its way. */
  readonly fate: "whole" | "cut" | "stalls";
}

/** An answer, the system's code of a connection that failed, or nothing for ever. */
export type Reply = Said | { readonly lost: string } | "silence";

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));

const ENCODINGS = {
  "utf-8": utf8,
  "utf-8 with a mark": (text: string): Bytes => new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)]),
  "utf-16": (text: string): Bytes =>
    new Uint8Array(Uint16Array.from([...text], (one) => one.charCodeAt(0)).buffer),
  "latin-1": (text: string): Bytes => Uint8Array.from([...text], (one) => one.charCodeAt(0) & 255),
};

/** Half of them is what the API really answers, with something changed. */
const json = (answers: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 3, arbitrary: answers.chain(mutated) },
    { weight: 1, arbitrary: answers },
    { weight: 1, arbitrary: oddValue },
    { weight: 1, arbitrary: oddText.map((message) => ({ statusCode: 400, message })) },
    { weight: 1, arbitrary: fc.record({ message: fc.oneof(oddValue, fc.array(oddValue)) }) },
  );

/** `%KEY%` stands for the API key, as a careless server would repeat it. */
const leaky = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: text },
    text.map((one) => one.replace(/"message":"/, '"message":"%KEY%')),
    text.map((one) => `${one}%KEY%`),
    fc.constantFrom('{"message":["%KEY%","%KEY%"]}', "%KEY%%KEY%", "<h1>%KEY%</h1>", "x%KEY%"),
  );

const encoding = fc.oneof(
  { weight: 12, arbitrary: fc.constant("utf-8" as const) },
  fc.constantFrom("utf-8 with a mark" as const, "utf-16" as const, "latin-1" as const),
);

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(200, 201) },
  { weight: 4, arbitrary: fc.constantFrom(400, 401, 402, 403, 404, 408, 409, 429, 500, 502) },
  fc.integer({ min: 200, max: 599 }),
);

const headers = fc.record(
  {
    "content-type": fc.constantFrom("application/json", "text/html; charset=x", "", "a/b;;\t,"),
    "retry-after": fc.constantFrom("0", "1", "-5", "1.5", "999999999", "1e9", "soon", "Infinity"),
    date: fc.constantFrom(
      "Thu, 01 Jan 2026 12:00:00 GMT",
      "Fri, 31 Dec 9999 23:59:59 GMT",
      "Thu, 01 Jan 1970 00:00:00 GMT",
      "yesterday",
      "-1",
    ),
  },
  { requiredKeys: [] },
);

const said = (answers: fc.Arbitrary<unknown>): fc.Arbitrary<Reply> =>
  fc.record({
    status,
    headers,
    body: leaky(written(json(answers))),
    encoding,
    fate: fc.oneof(
      { weight: 8, arbitrary: fc.constant("whole" as const) },
      fc.constantFrom("cut" as const, "stalls" as const),
    ),
  });

const CODES = ["ECONNREFUSED", "ENOTFOUND", "ECONNRESET", "UND_ERR_SOCKET", "EPIPE", "%KEY%"];

/** What the API says to each request in turn; the last for ever. */
export const anyReplies = (answers: fc.Arbitrary<unknown>): fc.Arbitrary<Reply[]> =>
  fc.array(
    fc.oneof(
      { weight: 9, arbitrary: said(answers) },
      fc.constantFrom<Reply>("silence", ...CODES.map((lost) => ({ lost }))),
    ),
    { minLength: 1, maxLength: 3 },
  );

export class HostileApi implements Clock {
  readonly key: string;
  readonly asked: string[] = [];
  readonly heard: Reply[] = [];
  readonly #replies: readonly Reply[];
  #now = STARTED_AT;
  #hushed = Promise.withResolvers<void>();

  constructor(replies: readonly Reply[], key: string) {
    this.#replies = replies;
    this.key = key;
  }

  client(): SesterceClient {
    const config = {
      apiUrl: "https://api.example.test",
      apiKey: this.key,
      userAgent: "fuzz/1",
      timeoutMs: TIMEOUT_MS,
    };
    return new SesterceClient(config, { fetch: this.fetch, clock: this, random: () => 0.5 });
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === TIMEOUT_MS) await Promise.race([this.#hushed.promise, aborted(signal)]);
    this.#hushed = Promise.withResolvers<void>();
    this.#now += ms;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    this.asked.push(`${init?.method} ${String(input)}`);
    if (this.asked.length > 99) throw new Error("It asks without end.");
    const reply = this.#replies[this.asked.length - 1] ?? this.#replies.at(-1) ?? "silence";
    this.heard.push(reply);
    if (reply === "silence") return this.#silence();
    if ("lost" in reply) throw this.#failure(reply.lost);
    return this.#answer(reply);
  };

  #silence(): Promise<never> {
    this.#hushed.resolve();
    return new Promise(() => {});
  }

  #failure(lost: string): Error {
    const code = this.#leaked(lost);
    const socket = Object.assign(new Error(`${code} to ${this.key}\n`), { code });
    return new TypeError(`fetch failed, x-api-key: ${this.key}`, { cause: socket });
  }

  #answer({ status: code, headers: given, body, encoding: name, fate }: Said): Response {
    const bytes = ENCODINGS[name](this.#leaked(body));
    const isEmpty = [204, 205, 304].includes(code);
    if (fate === "whole" || isEmpty) {
      return new Response(isEmpty ? null : bytes, { status: code, headers: given });
    }
    if (fate === "stalls") this.#hushed.resolve();
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, bytes.length >> 1));
        if (fate === "cut") controller.error(new TypeError("terminated"));
      },
    });
    return new Response(half, { status: code, headers: given });
  }

  #leaked(text: string): string {
    // As it is, and as JSON would have it.
    return text.replaceAll(
      "%KEY%",
      text.startsWith("{") ? JSON.stringify(this.key).slice(1, -1) : this.key,
    );
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
