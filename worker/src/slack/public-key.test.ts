import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../../shared/src/any-text.fixture.ts";
import { ED25519, PRIVATE_ED25519, PUBLIC_KEYS, WEAK_RSA } from "./public-key.fixture.ts";
import { fingerprintOf, KEY_TYPES, looksPrivate, parsePublicKey } from "./public-key.ts";
import { wordsOf } from "./text.ts";

const read = (line: string) => parsePublicKey(wordsOf(line));
const [type = "", data = ""] = ED25519.split(" ");

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
const base64Of = (bytes: Iterable<number>) => btoa(String.fromCharCode(...bytes));
const field = (text: string | readonly number[]): number[] => {
  const bytes = typeof text === "string" ? [...text].map((one) => one.charCodeAt(0)) : [...text];
  return [0, 0, bytes.length >> 8, bytes.length & 255, ...bytes];
};
const keyOf = (name: string, ...fields: (string | readonly number[])[]) =>
  `${name} ${base64Of([...field(name), ...fields.flatMap(field)])}`;
const many = (length: number, first = 1) => [first, ...Array<number>(length - 2).fill(7), 1];

describe("a public key", () => {
  it.each(PUBLIC_KEYS)(
    "is taken, and has the fingerprint that ssh-keygen prints: %s",
    async (line, fingerprint) => {
      expect(read(line)).toEqual({ ok: true, value: { type: line.split(" ")[0], line } });
      expect(await fingerprintOf(line)).toBe(fingerprint);
    },
  );

  it("of every known type is among them", () => {
    const types = PUBLIC_KEYS.map(([line]) => line.split(" ")[0]);
    expect(new Set(types)).toEqual(new Set(KEY_TYPES));
  });

  it.each([
    ["a comment", `${ED25519} ann@example.com`],
    ["a comment that Slack has linked", `${ED25519} <mailto:ann@example.com|ann@example.com>`],
    ["a comment that would be markup", `${ED25519} <!channel> \`x\` && rm`],
    ["quotes", `"${ED25519}"`],
    ["code marks", `\`${ED25519}\``],
    ["blanks and a line break", `  ${type}   ${data}\n`],
    ["a mark that shows nothing", `${type} ${data}\u200b`],
  ])("is taken without %s", (_, line) => {
    expect(read(line)).toMatchObject({ ok: true, value: { line: ED25519 } });
  });

  it("whose type looks like an address is taken as Slack links it", () => {
    const [line = ""] = PUBLIC_KEYS.map(([one]) => one).filter((one) => one.startsWith("sk-ssh"));
    const [name = "", rest = ""] = line.split(" ");
    expect(read(`<mailto:${name}|${name}> ${rest}`)).toMatchObject({ ok: true, value: { line } });
  });
});

describe("what is no public key that can be let in:", () => {
  const cut = (bytes: number) => base64Of(bytesOf(data).slice(0, -bytes));
  const nist = (point: readonly number[], curve = "nistp256") =>
    keyOf("ecdsa-sha2-nistp256", curve, point);
  it.each<[what: string, line: string, fault: string]>([
    ["nothing that is known", "hello there", "type"],
    ["DSA", "ssh-dss AAAAB3NzaC1kc3MAAACBAP", "weak"],
    ["RSA of 1024 bits", WEAK_RSA, "weak"],
    ["a certificate", `ssh-ed25519-cert-v01@openssh.com ${data}`, "type"],
    ["options in front", `command="true" ${ED25519}`, "type"],
    ["upper case", `SSH-ED25519 ${data}`, "type"],
    ["only a type", type, "no-data"],
    ["only the data", data, "type"],
    ["another type inside", `ssh-rsa ${data}`, "broken"],
    ["cut by three bytes", `${type} ${cut(3)}`, "broken"],
    ["cut in its text", `${type} ${data.slice(0, -4)}`, "broken"],
    ["cut within a group", `${type} ${data.slice(0, -1)}`, "broken"],
    ["something behind", `${type} ${base64Of([...bytesOf(data), 0])}`, "broken"],
    ["no base64", `${type} ${data.replace("A", "*")}`, "broken"],
    ["base64 for URLs", `${type} ${data.replace("/", "_")}-`, "broken"],
    ["bits that say nothing", keyOf(type, many(31)).replace(/.==?$/, "B="), "broken"],
    ["too short a point", keyOf(type, many(31)), "broken"],
    ["too long a point", keyOf(type, many(33)), "broken"],
    ["another curve", nist(many(65, 4), "nistp384"), "broken"],
    ["a compressed point", nist(many(33, 2)), "broken"],
    ["a point of another kind", nist(many(65, 2)), "broken"],
    ["an even exponent", keyOf("ssh-rsa", [4], many(256)), "broken"],
    ["the exponent 1", keyOf("ssh-rsa", [1], many(256)), "broken"],
    ["a negative modulus", keyOf("ssh-rsa", [3], many(256, 0x80)), "broken"],
    ["a padded modulus", keyOf("ssh-rsa", [3], [0, ...many(256)]), "broken"],
    ["an empty modulus", keyOf("ssh-rsa", [3], []), "broken"],
    ["a modulus of 2047 bits", keyOf("ssh-rsa", [3], many(256, 0x7f)), "weak"],
    ["a security key for nothing", keyOf("sk-ssh-ed25519@openssh.com", many(32), ""), "broken"],
    ["a security key with markup", keyOf("sk-ssh-ed25519@openssh.com", many(32), "a b"), "broken"],
    ["two keys", `${ED25519} ann\n${ED25519} bob`, "several"],
    ["a private key", PRIVATE_ED25519, "private"],
    ["its first lines", PRIVATE_ED25519.slice(0, 90), "private"],
    ["its body", PRIVATE_ED25519.split("\n").slice(1, -1).join(" "), "private"],
    ["a private key in PEM", "-----BEGIN RSA PRIVATE KEY----- MIIE", "private"],
    ["a private key of PuTTY", "PuTTY-User-Key-File-3: ssh-ed25519", "private"],
    ["a public key, then a private one", `${ED25519} ${PRIVATE_ED25519}`, "private"],
    ["something very long", `ssh-rsa ${"A".repeat(15_000)}`, "broken"],
  ])("%s", (_, line, reason) => {
    expect(read(line)).toEqual({ ok: false, reason });
  });

  it("whatever is pasted, it is a key or a fault, and never throws", () => {
    const base64 = fc.uint8Array({ maxLength: 80 }).map((bytes) => base64Of(bytes));
    const word = fc.oneof(fc.constantFrom(...KEY_TYPES), base64, anyText());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const result = parsePublicKey(words);
        if (result.ok) expect(result.value.line).toMatch(/^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a key with one bit changed in its frame is none", () => {
    const bytes = bytesOf(data);
    // Type and lengths: 4 + 11 + 4 bytes; the point itself may be any.
    for (let bit = 0; bit < 19 * 8; bit++) {
      const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(read(`${type} ${base64Of(changed)}`).ok).toBe(false);
    }
  });

  it("is found out within a moment, however long the line is", () => {
    expect(looksPrivate("BEGIN".repeat(100_000))).toBe(false);
    expect(looksPrivate(`${"BEGIN".repeat(9_999)} RSA PRIVATE KEY`)).toBe(true);
  });

  it("a comment about a private key is none", () => {
    expect(looksPrivate(`${ED25519} my private key`)).toBe(false);
  });
});
