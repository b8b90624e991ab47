import { describe, expect, it, vi } from "vitest";
import { BODY_MAX, isSslCheck, readBody } from "./body.ts";

const URL = "https://worker.test/";
const bytes = (text: string) => new TextEncoder().encode(text);
const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request(URL, { method: "POST", body, headers });

/** Chunks of 64 KiB without a Content-Length; tells how many were taken. */
function endless(chunks = Number.POSITIVE_INFINITY) {
  const taken = { chunks: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.chunks === chunks) return controller.close();
      taken.chunks++;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel() {
      taken.cancelled = true;
    },
  });
  return { stream, taken };
}

describe("a body", () => {
  it.each([
    ["none", null, ""],
    ["text", "a=1", "a=1"],
  ])("is read as it is: %s", async (_, body, text) => {
    expect(await readBody(post(body))).toEqual({ ok: true, value: bytes(text) });
  });

  it("comes back whole from many chunks", async () => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of ["a=", "", "1&b", "=2"]) controller.enqueue(bytes(part));
        controller.close();
      },
    });
    expect(await readBody(post(stream))).toEqual({ ok: true, value: bytes("a=1&b=2") });
  });

  it("may be as long as the cap, and no byte longer", async () => {
    expect(BODY_MAX).toBe(1_048_576);
    const longest = await readBody(post(new Uint8Array(BODY_MAX)));
    expect(longest.ok && longest.value.byteLength).toBe(BODY_MAX);
    const over = post(new Uint8Array(BODY_MAX + 1));
    expect(await readBody(over)).toEqual({ ok: false, reason: "body-too-large" });
  });

  it("is not read at all when it says that it is too long", async () => {
    const { stream, taken } = endless();
    const request = {
      headers: new Headers({ "content-length": String(BODY_MAX + 1) }),
      body: stream,
    };
    const before = taken.chunks;
    expect(await readBody(request)).toEqual({ ok: false, reason: "body-too-large" });
    expect(taken.chunks).toBe(before);
  });

  it.each([
    ["says nothing of its length", undefined],
    ["lies about its length", "10"],
    ["says nonsense about its length", "many"],
  ])("is let go at the cap when it never ends and %s", async (_, length) => {
    const { stream, taken } = endless();
    const headers = new Headers(length === undefined ? {} : { "content-length": length });
    expect(await readBody({ headers, body: stream })).toEqual({
      ok: false,
      reason: "body-too-large",
    });
    // The cap is 16 chunks; one more breaks it, and a stream takes one ahead.
    expect(taken.chunks).toBeLessThanOrEqual(18);
    await vi.waitFor(() => expect(taken.cancelled).toBe(true));
  });

  it("may come in chunks up to the cap", async () => {
    const { stream } = endless(16);
    const read = await readBody({ headers: new Headers(), body: stream });
    expect(read.ok && read.value.byteLength).toBe(BODY_MAX);
  });

  it("that breaks off is a value too", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("gone")),
    });
    const read = await readBody({ headers: new Headers(), body: stream });
    expect(read).toEqual({ ok: false, reason: "body-unreadable" });
  });
});

it.each([
  ["ssl_check=1", true],
  ["token=abc&ssl_check=1", true],
  ["ssl_check=1&token=abc", true],
  ["ssl_check=0", false],
  ["ssl_check=11", false],
  ["xssl_check=1", false],
  ["text=ssl_check=1", false],
  ["text=%26ssl_check%3D1", false],
  ["", false],
])("%j is Slack's probe of the certificate: %s", (body, is) => {
  expect(isSslCheck(bytes(body))).toBe(is);
});
