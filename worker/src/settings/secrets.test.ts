import { createRedact } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { completeEnv } from "./env.fixture.ts";
import { secretsOf } from "./secrets.ts";

const KEY =
  "-----BEGIN RSA PRIVATE KEY-----\nbm90IGEga2V5\nYXQgYWxs\n-----END RSA PRIVATE KEY-----";
const redact = (env: Readonly<Record<string, unknown>>) =>
  createRedact(secretsOf({ ...completeEnv, ...env }));

describe("what a log must not say", () => {
  it.each([
    ["older-secret,newer-secret", "signed by newer-secret"],
    ["older-secret, newer-secret", "signed by older-secret"],
  ])("either of a rotating pair: %s", (SLACK_SIGNING_SECRET, text) => {
    expect(redact({ SLACK_SIGNING_SECRET })(text)).toBe("signed by ***");
  });

  it.each([KEY, KEY.replaceAll("\n", "\\n")])(
    "a line of a private key",
    (GITHUB_APP_PRIVATE_KEY) => {
      expect(redact({ GITHUB_APP_PRIVATE_KEY })("at YXQgYWxs")).toBe("at ***");
    },
  );

  it("the name of a variable may be said", () => {
    const text = "GITHUB_APP_PRIVATE_KEY is malformed";
    expect(redact({ GITHUB_APP_PRIVATE_KEY: KEY })(text)).toBe(text);
  });
});
