import { describe, expect, it } from "vitest";
import { verifyDelivery } from "./verify.ts";

/** Published by GitHub: docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries, "Testing the …". */
const SECRET = "It's a Secret to Everybody";
const PAYLOAD = "Hello, World!";
const SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

const verify = (
  signature: string | undefined,
  { payload = PAYLOAD, secret = SECRET, header = "X-Hub-Signature-256" } = {},
) =>
  verifyDelivery({
    headers: new Headers(signature === undefined ? {} : { [header]: signature }),
    rawBody: Uint8Array.from(new TextEncoder().encode(payload)),
    secret,
  });

describe("a signature", () => {
  it("is GitHub's own when it is the one that GitHub publishes", async () => {
    expect(await verify(SIGNATURE)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ["another payload", SIGNATURE, { payload: "Hello, World?" }],
    ["another secret", SIGNATURE, { secret: "It's a Secret to Somebody" }],
    ["no secret, which anybody has", SIGNATURE, { secret: "" }],
    ["other digits", SIGNATURE.replace(/7$/, "8"), {}],
  ])("of %s is refused", async (_, signature, change) => {
    expect(await verify(signature, change)).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it.each([
    ["nothing", ""],
    ["upper case", SIGNATURE.toUpperCase()],
    ["no name before it", SIGNATURE.slice("sha256=".length)],
    ["SHA-1", `sha1=${"0".repeat(40)}`],
    ["one digit less", SIGNATURE.slice(0, -1)],
    ["one digit more", `${SIGNATURE}0`],
    ["two of them", `${SIGNATURE}, ${SIGNATURE}`],
    ["something else", `sha256=${"g".repeat(64)}`],
  ])("in another shape is refused: %s", async (_, signature) => {
    expect(await verify(signature)).toEqual({ ok: false, reason: "signature-malformed" });
  });

  it("is needed, in its own header", async () => {
    expect(await verify(undefined)).toEqual({ ok: false, reason: "signature-missing" });
    const header = "X-Hub-Signature";
    expect(await verify(SIGNATURE, { header })).toEqual({ ok: false, reason: "signature-missing" });
  });
});
