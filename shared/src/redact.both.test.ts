import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "./any-text.fixture.ts";
import { createRedact, oneLine } from "./redact.ts";

const PRIVATE_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAA
-----END OPENSSH PRIVATE KEY-----`;

describe("redacting", () => {
  it.each([
    ["the secret", "key=ab+c/d!", "key=***"],
    ["each of its occurrences", "ab+c/d! and ab+c/d!", "*** and ***"],
    ["the secret as part of a URL", "?key=ab%2Bc%2Fd!", "?key=***"],
    ["a private key", `before\n${PRIVATE_KEY}\nafter`, "before\n***\nafter"],
    ["a private key that was cut", PRIVATE_KEY.slice(0, 45), "***"],
    ["a PKCS#1 key", "-----BEGIN RSA PRIVATE KEY-----x-----END RSA PRIVATE KEY-----", "***"],
  ])("hides %s", (_, text, expected) => {
    expect(createRedact(["ab+c/d!"])(text)).toBe(expected);
  });

  it("hides a secret that contains another as a whole", () => {
    const redact = createRedact(["abcd", "abcdef"]);
    expect(redact("abcdef abcd")).toBe("*** ***");
  });

  it("leaves text alone that has no secret, a public key too", () => {
    const text = "ssh-ed25519 AAAAC3NzaC1 -----BEGIN PUBLIC KEY-----";
    expect(createRedact(["secret"])(text)).toBe(text);
  });

  it("does not take an empty or very short secret for one: all would be stars", () => {
    expect(createRedact(["", "abc"])("abcabc")).toBe("abcabc");
  });

  it("leaves no secret, whatever stands around it", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        expect(createRedact([key])(before + key + after)).not.toContain(key);
      }),
    );
  });
});

describe("text from outside", () => {
  it.each([
    ["a newline", "a\nb", "a b"],
    ["newlines and blanks around it", "\r\n a \n", "a"],
    ["a terminal's escape", "a\u001b[31mb", "a [31mb"],
    ["a C1 control", "a\u009bb", "a b"],
    ["Unicode's own line ends", "a\u2028\u2029b", "a b"],
  ])("becomes one line: %s", (_, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it("is cut to its length with an ellipsis, and left alone at it", () => {
    expect(oneLine("abcdef", 5)).toBe("abcd…");
    expect(oneLine("abcde", 5)).toBe("abcde");
  });

  it("is never longer than asked, and never more than a line", () => {
    const text = anyText(400);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 350 }), (raw, max) => {
        const line = oneLine(raw, max);
        expect(line.length).toBeLessThanOrEqual(max);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });
});
