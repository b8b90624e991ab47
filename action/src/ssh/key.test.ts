import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeArmour } from "./armour.ts";
import { freshKey, readPrivateKey } from "./key.ts";
import { string, uint32 } from "./wire.ts";

const dir = mkdtempSync(join(tmpdir(), "sesterce-key-"));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
const newFile = () => join(dir, `key-${files++}`);

/** What ssh-keygen makes of a private key: type and blob, without the comment. */
function publicHalfBySshKeygen(privateKey: string): string {
  const file = newFile();
  writeFileSync(file, privateKey, { mode: 0o600 });
  const line = execFileSync("ssh-keygen", ["-y", "-f", file], { encoding: "utf8" });
  return line.trim().split(" ").slice(0, 2).join(" ");
}

/** By type, as ssh-keygen made them: RSA takes long. */
const made = new Map<readonly string[], string>();

/** One of the type in the format. */
function keyIn(type: readonly string[], format: string, passphrase = ""): string {
  const file = newFile();
  const known = made.get(type);
  if (known === undefined) {
    execFileSync("ssh-keygen", ["-q", "-t", ...type, "-N", "", "-C", "somebody", "-f", file]);
    made.set(type, readFileSync(file, "utf8"));
  } else writeFileSync(file, known, { mode: 0o600 });
  execFileSync("ssh-keygen", ["-q", "-p", "-m", format, "-N", passphrase, "-f", file]);
  return readFileSync(file, "utf8");
}

const RSA = ["rsa", "-b", "2048"];
const P256 = ["ecdsa", "-b", "256"];
const P384 = ["ecdsa", "-b", "384"];
const P521 = ["ecdsa", "-b", "521"];
const ED25519 = ["ed25519"];

describe("a fresh key", () => {
  it("is one that ssh-keygen reads, with the public half that we send", () => {
    const key = freshKey("sgpu-gh-1");
    expect(key.publicKey).toBe(`${publicHalfBySshKeygen(key.privateKey)} sgpu-gh-1`);
    expect(key.publicKey).toMatch(/^ssh-ed25519 AAAA\S+ sgpu-gh-1$/);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("is padded well after a comment of %i letters", (length) => {
    const key = freshKey("x".repeat(length));
    expect(key.publicKey).toContain(publicHalfBySshKeygen(key.privateKey));
  });

  it("is another one each time", () => {
    expect(freshKey("a").publicKey).not.toBe(freshKey("a").publicKey);
  });
});

describe("readPrivateKey", () => {
  it.each([
    ["RSA in an OpenSSH file", RSA, "RFC4716"],
    ["RSA in PKCS#8", RSA, "PKCS8"],
    ["RSA in PKCS#1", RSA, "PEM"],
    ["P-256 in an OpenSSH file", P256, "RFC4716"],
    ["P-256 in PKCS#8", P256, "PKCS8"],
    ["P-256 in SEC1", P256, "PEM"],
    ["P-384 in PKCS#8", P384, "PKCS8"],
    ["P-384 in SEC1", P384, "PEM"],
    ["P-521 in PKCS#8", P521, "PKCS8"],
    ["P-521 in SEC1", P521, "PEM"],
    ["ed25519 in an OpenSSH file", ED25519, "RFC4716"],
  ])("reads %s and finds its public half", (_, type, format) => {
    const text = keyIn(type, format);
    const publicKey = publicHalfBySshKeygen(text);
    const read = readPrivateKey(text);
    expect(read).toMatchObject({ ok: true, value: { publicKey } });
    expect(read.ok && publicHalfBySshKeygen(read.value.privateKey)).toBe(publicKey);
  });

  it("turns ed25519 in PKCS#8 into an OpenSSH file, which every ssh reads", () => {
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    const read = readPrivateKey(pem.toString());
    if (!read.ok) throw new Error(read.reason.hint);
    expect(read.value.privateKey).toContain("BEGIN OPENSSH PRIVATE KEY");
    expect(publicHalfBySshKeygen(read.value.privateKey)).toBe(read.value.publicKey);
  });

  it.each([
    ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
    ["no newline at the end", (text: string) => text.trimEnd()],
    ["blanks around it", (text: string) => `\n  ${text}\n\n`],
    ["indentation", (text: string) => text.replaceAll("\n", "\n    ")],
    ["blanks where newlines were", (text: string) => text.replaceAll("\n", " ")],
  ])("accepts %s and hands out a file that ssh accepts", (_, pasted) => {
    for (const text of [freshKey("x").privateKey, keyIn(P256, "PEM")]) {
      const read = readPrivateKey(pasted(text));
      if (!read.ok) throw new Error(read.reason.hint);
      expect(read.value.privateKey).toMatch(/^-----BEGIN [^\r]*-----\n$/s);
      expect(publicHalfBySshKeygen(read.value.privateKey)).toBe(read.value.publicKey);
    }
  });

  it.each([
    ["OpenSSH", ED25519, "RFC4716"],
    ["PKCS#8", RSA, "PKCS8"],
    ["PKCS#1", RSA, "PEM"],
    ["SEC1", P256, "PEM"],
  ])("recognises an encrypted key in %s", (_, type, format) => {
    const read = readPrivateKey(keyIn(type, format, "a passphrase"));
    expect(read).toMatchObject({ ok: false, reason: { code: "encrypted" } });
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  it.each([
    ["of OpenSSH", freshKey("x").publicKey],
    ["of ECDSA", "ecdsa-sha2-nistp256 AAAAE2VjZHNh somebody"],
    ["in PEM", rsa.publicKey.export({ type: "spki", format: "pem" }).toString()],
    ["in PKCS#1", rsa.publicKey.export({ type: "pkcs1", format: "pem" }).toString()],
    ["of RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----"],
  ])("says that a public key was given: %s", (_, text) => {
    const reason = { code: "public-key-given" };
    expect(readPrivateKey(text)).toMatchObject({ ok: false, reason });
  });

  const good = freshKey("x").privateKey;
  const pkcs8 = keyIn(RSA, "PKCS8");
  const ed448 = generateKeyPairSync("ed448").privateKey.export({ type: "pkcs8", format: "pem" });
  const koblitz = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  it.each([
    ["nothing", " \n", "empty"],
    ["other text", "hunter2", "Give a whole unencrypted private key"],
    ["\\n written out", good.trim().replaceAll("\n", "\\n"), "written out"],
    ["a PuTTY file", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none", "puttygen"],
    ["a key without its last line", good.split("\n").slice(0, -2).join("\n"), "cut short"],
    [
      "a key without a line in the middle",
      good.split("\n").toSpliced(2, 1).join("\n"),
      "cut short",
    ],
    [
      "a key with a letter changed",
      good.replace("b3BlbnNzaC1rZXk", "b3BlbnNzaC1rZXl"),
      "cut short",
    ],
    ["PEM without a line", pkcs8.split("\n").toSpliced(4, 1).join("\n"), "Give a whole"],
    ["a kind that ssh does not know", ed448.toString(), "RSA, ECDSA or ed25519"],
    ["a curve that ssh does not know", sec1(koblitz.privateKey), "RSA, ECDSA or ed25519"],
    ["a key that lives in a hardware token", tokenKey(), "hardware token"],
  ])("does not read %s, and says what to do without quoting it", (_, text, hint) => {
    const read = readPrivateKey(text);
    expect(read).toMatchObject({ ok: false, reason: { code: "unreadable" } });
    expect(read).toHaveProperty("reason.hint", expect.stringContaining(hint));
    const pieces = text.split(/\s|\\n/).filter((piece) => piece.length > 20);
    for (const piece of pieces) expect(JSON.stringify(read)).not.toContain(piece);
  });
});

const sec1 = (key: KeyObject) => key.export({ type: "sec1", format: "pem" }).toString();

function tokenKey(): string {
  const type = string("sk-ssh-ed25519@openssh.com");
  const section = Buffer.concat([uint32(7), uint32(7), type]);
  const noCipher = [string("none"), string("none"), string("")];
  const parts = [Buffer.from("openssh-key-v1\0"), ...noCipher, uint32(1), string(type)];
  return writeArmour("OPENSSH PRIVATE KEY", Buffer.concat([...parts, string(section)]));
}
