import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOW_MS, SECRET, signatureOf } from "./signed-request.fixture.ts";
import { type SignedRequest, verifySlackRequest } from "./verify.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** From "Verifying requests from Slack", docs.slack.dev. */
const PUBLISHED = {
  secret: "8f742231b10e8888abcd99yyyzzz85a5",
  timestamp: "1531420618",
  signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  body:
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
};

const published = (change: Partial<SignedRequest> = {}): SignedRequest => ({
  headers: headersOf(PUBLISHED),
  rawBody: bytes(PUBLISHED.body),
  secrets: [PUBLISHED.secret],
  nowMs: Number(PUBLISHED.timestamp) * 1_000,
  ...change,
});

function headersOf({ timestamp, signature }: { timestamp?: string; signature?: string }): Headers {
  const headers = new Headers();
  if (timestamp !== undefined) headers.set("X-Slack-Request-Timestamp", timestamp);
  if (signature !== undefined) headers.set("X-Slack-Signature", signature);
  return headers;
}

const { timestamp, signature } = PUBLISHED;
const sentMs = Number(timestamp) * 1_000;
const hex = signature.slice(3);

describe("the signature that Slack publishes", () => {
  it("is accepted", async () => {
    expect(await verifySlackRequest(published())).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ["as old as may be", sentMs + 300_000],
    ["as far ahead as may be", sentMs - 300_000],
  ])("is accepted when it is %s", async (_, nowMs) => {
    expect(await verifySlackRequest(published({ nowMs }))).toMatchObject({ ok: true });
  });

  it.each([
    ["the first", [PUBLISHED.secret, "other"]],
    ["the second", ["other", PUBLISHED.secret]],
    ["besides an empty one", ["", PUBLISHED.secret]],
  ])("is accepted when its secret is %s", async (_, secrets) => {
    expect(await verifySlackRequest(published({ secrets }))).toMatchObject({ ok: true });
  });
});

const REFUSED: readonly (readonly [string, Partial<SignedRequest>, string])[] = [
  ["another secret", { secrets: ["another"] }, "signature-wrong"],
  ["no secret", { secrets: [] }, "signature-wrong"],
  ["an empty secret", { secrets: [""] }, "signature-wrong"],
  ["an empty secret besides another", { secrets: ["", "another"] }, "signature-wrong"],
  ["a byte more", { rawBody: bytes(`${PUBLISHED.body}&`) }, "signature-wrong"],
  ["no body", { rawBody: new Uint8Array() }, "signature-wrong"],
  ["one ms too old", { nowMs: sentMs + 300_001 }, "timestamp-old"],
  ["one ms too far ahead", { nowMs: sentMs - 300_001 }, "timestamp-future"],
  ["no timestamp", { headers: headersOf({ signature }) }, "timestamp-missing"],
  ["no signature", { headers: headersOf({ timestamp }) }, "signature-missing"],
  ...[
    "",
    `-${timestamp}`,
    `+${timestamp}`,
    `0${timestamp}`,
    `${timestamp}.0`,
    `${timestamp} 1`,
    "1.531420618e9",
    "0x5b47588a",
    "Infinity",
    "NaN",
    "0",
    "1".repeat(13),
    `${timestamp}, ${timestamp}`,
    "１５３１４２０６１８",
  ].map(
    (text) =>
      [
        `the timestamp "${text}"`,
        { headers: headersOfBytes(text, signature) },
        "timestamp-malformed",
      ] as const,
  ),
  ...[
    "",
    hex,
    `v1=${hex}`,
    `V0=${hex}`,
    `v0=${hex.toUpperCase()}`,
    `v0=${hex.slice(1)}`,
    `v0=${hex}0`,
    `v0=${hex.slice(1)}g`,
    `v0= ${hex.slice(1)}`,
    `v0=${hex}, v0=${hex}`,
    `sha256=${hex}`,
  ].map(
    (text) =>
      [
        `the signature "${text}"`,
        { headers: headersOfBytes(timestamp, text) },
        "signature-malformed",
      ] as const,
  ),
];

/** Headers hold bytes: what is no Latin-1 comes as its UTF-8. */
function headersOfBytes(stamp: string, sign: string): Headers {
  const latin = (text: string) => String.fromCharCode(...bytes(text));
  return headersOf({ timestamp: latin(stamp), signature: latin(sign) });
}

describe("a signature is refused", () => {
  it.each(REFUSED)("with %s", async (_, change, reason) => {
    expect(await verifySlackRequest(published(change))).toEqual({ ok: false, reason });
  });

  it("with any one bit of the body changed", async () => {
    const anyBit = fc.record({ at: fc.nat(PUBLISHED.body.length - 1), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(anyBit, async ({ at, bit }) => {
        const rawBody = bytes(PUBLISHED.body);
        rawBody[at] = (rawBody[at] ?? 0) ^ (1 << bit);
        const verdict = await verifySlackRequest(published({ rawBody }));
        expect(verdict).toEqual({ ok: false, reason: "signature-wrong" });
      }),
    );
  });

  it("when it was made for another time", async () => {
    const later = headersOf({ timestamp: String(Number(timestamp) + 1), signature });
    expect(await verifySlackRequest(published({ headers: later }))).toEqual({
      ok: false,
      reason: "signature-wrong",
    });
  });
});

it("signs bytes, not text: bytes that decode to the same text are others", async () => {
  const stamp = String(NOW_MS / 1_000);
  const rawBody = Uint8Array.of(0x61, 0xff);
  const headers = headersOf({
    timestamp: stamp,
    signature: await signatureOf(rawBody, { timestamp: stamp }),
  });
  const request = { headers, secrets: [SECRET], nowMs: NOW_MS };
  expect(await verifySlackRequest({ ...request, rawBody })).toMatchObject({ ok: true });
  const alike = Uint8Array.of(0x61, 0xfe);
  expect(await verifySlackRequest({ ...request, rawBody: alike })).toMatchObject({ ok: false });
});
