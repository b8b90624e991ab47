import { describe, expect, it } from "vitest";
import { isSesterceError, SesterceError, UnconfirmedCreateError } from "./errors.ts";
import { createRedact } from "./redact.ts";

const KEY = "sk-live-0123456789";
const redact = createRedact([KEY]);

/** Everything that a logger could find: own properties, hidden ones too, and the chain of causes. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (seen.has(value)) return "";
  seen.add(value);
  const own = Object.getOwnPropertyNames(value).map((key) => Reflect.get(value, key));
  return [String(value), ...own.map((inner) => everythingIn(inner, seen))].join("\n");
}

function requestError(): Error {
  const socket = Object.assign(new Error(`read ECONNRESET with ${KEY}`), { code: "ECONNRESET" });
  const http = new Error(`request failed: x-api-key: ${KEY}`, { cause: socket });
  http.name = "HTTPError";
  return Object.assign(http, { request: { headers: { "x-api-key": KEY } } });
}

describe("an error of the family", () => {
  const facts = {
    code: "network",
    message: `No answer for ${KEY}`,
    cause: requestError(),
  } as const;
  const error = new SesterceError({ ...facts, apiMessage: `key ${KEY} unknown` }, redact);

  it("has the key neither in itself nor in its causes, however it is looked at", () => {
    expect(everythingIn(requestError())).toContain(KEY);
    expect(everythingIn(error)).not.toContain(KEY);
    expect(JSON.stringify(error)).not.toContain(KEY);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(KEY);
    expect(error.stack).not.toContain(KEY);
  });

  it("keeps the name and the words of each cause, but not what hangs on it", () => {
    const cause = error.cause;
    expect(cause).toMatchObject({ name: "HTTPError", message: "request failed: x-api-key: ***" });
    expect(cause).not.toHaveProperty("request");
    expect(cause).toHaveProperty("cause.message", "read ECONNRESET with ***");
  });

  it.each([["a string"], [undefined], [{ headers: { "x-api-key": KEY } }]])(
    "takes no cause that is not an error: %j",
    (cause) => {
      expect(new SesterceError({ ...facts, cause }, redact).cause).toBeUndefined();
    },
  );

  it("keeps its facts for the caller to branch on", () => {
    const told = new SesterceError({
      ...facts,
      code: "rate-limited",
      status: 429,
      retryAfterMs: 7,
    });
    expect(told).toMatchObject({ code: "rate-limited", status: 429, retryAfterMs: 7 });
  });

  it("hides private keys even when no secret is known", () => {
    const message = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA";
    expect(new SesterceError({ ...facts, message }).message).toBe("***");
  });
});

describe("an unconfirmed create", () => {
  it("is of the family, with a code and a class of its own", () => {
    const error = new UnconfirmedCreateError({ message: "no answer" });
    expect(error).toMatchObject({ code: "unconfirmed-create", name: "SesterceError" });
    expect(error).toBeInstanceOf(SesterceError);
    expect(isSesterceError(error)).toBe(true);
  });

  it("is none of the foreign errors", () => {
    expect(isSesterceError(new Error("x"))).toBe(false);
    expect(isSesterceError({ code: "network" })).toBe(false);
  });
});
