/** Keys in all their forms, read in process: `key.test.ts` asks ssh-keygen, which takes its time. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
// biome-ignore lint/correctness/noUnresolvedImports: CommonJS, of whose names Node sees only some
import ssh2 from "ssh2";
import { describe, expect, it } from "vitest";
import { readArmour, writeArmour } from "./armour.ts";
import { freshKey, readPrivateKey } from "./key.ts";
import { readOpensshPublic } from "./openssh-key.ts";
import { readPemKey } from "./pem-key.ts";
import { readWire, string, uint32 } from "./wire.ts";

const pem = (key: KeyObject, type: "pkcs8" | "pkcs1" | "sec1"): string =>
  key.export({ type, format: "pem" }).toString();
const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey;
const p256 = curve("prime256v1");
const p384 = curve("secp384r1");
const p521 = curve("secp521r1");
const ed25519 = generateKeyPairSync("ed25519").privateKey;

/** What another implementation makes of a private key: `<type> <base64>`. */
function publicHalfBySsh2(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString("base64")}`;
}

function readOrThrow(text: string) {
  const read = readPrivateKey(text);
  if (!read.ok) throw new Error(read.reason.hint);
  return read.value;
}

describe("the public half", () => {
  it.each([
    ["RSA", pem(rsa, "pkcs1"), pem(rsa, "pkcs8"), "ssh-rsa"],
    ["P-256", pem(p256, "sec1"), pem(p256, "pkcs8"), "ecdsa-sha2-nistp256"],
    ["P-384", pem(p384, "sec1"), pem(p384, "pkcs8"), "ecdsa-sha2-nistp384"],
    ["P-521", pem(p521, "sec1"), pem(p521, "pkcs8"), "ecdsa-sha2-nistp521"],
  ])("of %s is found in either form, and the file stays as it was", (_, old, pkcs8, type) => {
    const publicKey = publicHalfBySsh2(old);
    expect(publicKey.split(" ")[0]).toBe(type);
    expect(readOrThrow(old)).toEqual({ privateKey: old, publicKey });
    expect(readOrThrow(pkcs8)).toEqual({ privateKey: pkcs8, publicKey });
  });

  it("of ed25519 in PKCS#8 comes with an OpenSSH file, whose comment is empty", () => {
    const { privateKey, publicKey } = readOrThrow(pem(ed25519, "pkcs8"));
    expect(publicHalfBySsh2(privateKey)).toBe(publicKey);
    expect(sectionOf(privateKey)).toMatchObject({ comment: "" });
  });

  it("of a fresh key is one line with its comment, which the file has as well", () => {
    for (const comment of ["", "x", "sgpu-gh-1", "a comment of some length"]) {
      const key = freshKey(comment);
      expect(key.publicKey).toBe(`${publicHalfBySsh2(key.privateKey)} ${comment}`);
      expect(sectionOf(key.privateKey)).toMatchObject({ comment });
    }
  });

  it("of an OpenSSH file is found, and the file stays as it was", () => {
    const { privateKey, publicKey } = freshKey("x");
    const read = { privateKey, publicKey: publicKey.replace(/ x$/, "") };
    expect(readOrThrow(privateKey)).toEqual(read);
  });
});

/** The part of an OpenSSH file that would be encrypted, and its padding. */
function sectionOf(privateKey: string) {
  const file = bytesOf(privateKey);
  const wire = readWire(file.subarray("openssh-key-v1\0".length));
  const head = [wire.string(), wire.string(), wire.string()].map(String);
  const keys = wire.uint32();
  wire.string();
  const section = wire.string() ?? Buffer.alloc(0);
  const inside = readWire(section);
  const checks = [inside.uint32(), inside.uint32()];
  const type = String(inside.string());
  inside.string();
  inside.string();
  const comment = String(inside.string());
  const used = 4 + 4 + (4 + 11) + (4 + 32) + (4 + 64) + (4 + Buffer.byteLength(comment));
  return { head, keys, checks, type, comment, section, padding: [...section.subarray(used)] };
}

const bytesOf = (text: string): Buffer => readArmour(text)?.bytes ?? Buffer.alloc(0);

describe("the OpenSSH file of a fresh key", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("is whole blocks, padded by 1, 2, 3…: %i", (length) => {
    const { section, padding, checks, ...rest } = sectionOf(
      freshKey("x".repeat(length)).privateKey,
    );
    expect(section.length % 8).toBe(0);
    expect(padding).toEqual([1, 2, 3, 4, 5, 6, 7].slice(0, padding.length));
    expect(checks[0]).toBe(checks[1]);
    expect(rest).toMatchObject({ head: ["none", "none", ""], keys: 1, type: "ssh-ed25519" });
  });

  it("has another check number each time", () => {
    const checks = [1, 2, 3].map(() => sectionOf(freshKey("").privateKey).checks[0]);
    expect(new Set(checks).size).toBeGreaterThan(1);
  });
});

/** An OpenSSH file of parts, each of which may be another than it should. */
function opensshFile(change: {
  readonly magic?: string;
  readonly cipher?: string;
  readonly keys?: number;
  readonly type?: string;
  readonly innerType?: string;
  readonly checks?: readonly [number, number];
}): Buffer {
  const { magic = "openssh-key-v1\0", cipher = "none", keys = 1, checks = [7, 7] } = change;
  const { type = "ssh-odd@example.com", innerType = type } = change;
  const section = Buffer.concat([...checks.map(uint32), string(innerType)]);
  const head = [string(cipher), string("none"), string(""), uint32(keys)];
  return Buffer.concat([Buffer.from(magic), ...head, string(string(type)), string(section)]);
}

describe("the public half in an OpenSSH file", () => {
  it("is read whatever its type is", () => {
    const type = "ssh-odd@example.com";
    expect(readOpensshPublic(opensshFile({}))).toEqual({ type, blob: string(type) });
  });

  it("is not looked for when the file is encrypted", () => {
    expect(readOpensshPublic(opensshFile({ cipher: "aes256-ctr", checks: [1, 2] }))).toBe(
      "encrypted",
    );
  });

  it.each([
    ["another mark", opensshFile({ magic: "openssh-key-v2\0" })],
    ["a mark that is cut", Buffer.from("openssh-key-v1")],
    ["no key", opensshFile({ keys: 0 })],
    ["two keys", opensshFile({ keys: 2 })],
    ["two keys, encrypted", opensshFile({ keys: 2, cipher: "aes256-ctr" })],
    ["check numbers that differ", opensshFile({ checks: [7, 8] })],
    ["two types", opensshFile({ innerType: "ssh-other" })],
    ["a type with a blank", opensshFile({ type: "ssh odd" })],
    ["a type with a blank in front", opensshFile({ type: " ssh-odd" })],
    ["a type with a newline behind", opensshFile({ type: "ssh-odd\n" })],
    ["no type", opensshFile({ type: "" })],
    ["nothing behind its mark", Buffer.from("openssh-key-v1\0")],
    ["its section cut off", opensshFile({}).subarray(0, -40)],
    ["its last byte cut off", opensshFile({}).subarray(0, -1)],
  ])("is not read with %s", (_, file) => {
    expect(readOpensshPublic(file)).toBeUndefined();
  });

  it.each([
    ["no check number", Buffer.alloc(3)],
    ["one check number", uint32(7)],
    ["no type in it", Buffer.concat([uint32(7), uint32(7)])],
  ])("is not read when its section has %s", (_, section) => {
    const head = [string("none"), string("none"), string(""), uint32(1)];
    const file = [Buffer.from("openssh-key-v1\0"), ...head, string(string("ssh-odd"))];
    expect(readOpensshPublic(Buffer.concat([...file, string(section)]))).toBeUndefined();
  });
});

it("the public half in an OpenSSH file is not read when it is no key at all", () => {
  const head = [string("none"), string("none"), string(""), uint32(1)];
  const section = Buffer.concat([uint32(7), uint32(7), string("ssh-odd")]);
  const file = [Buffer.from("openssh-key-v1\0"), ...head, string(Buffer.alloc(3))];
  expect(readOpensshPublic(Buffer.concat([...file, string(section)]))).toBeUndefined();
});

describe("PEM that we do not read:", () => {
  const der = bytesOf(pem(p256, "sec1"));
  const sound = { label: "EC PRIVATE KEY", isEncrypted: false, bytes: der };
  it.each([
    ["a label that we do not know", { ...sound, label: "DSA PRIVATE KEY" }],
    ["bytes that are cut", { ...sound, bytes: der.subarray(0, -1) }],
  ])("%s", (_, armoured) => {
    expect(readPemKey(sound)?.type).toBe("ecdsa-sha2-nistp256");
    expect(readPemKey(armoured)).toBeUndefined();
  });

  it.each(["x25519", "ed448"] as const)("a key of %s", (type) => {
    const key = type === "ed448" ? generateKeyPairSync("ed448") : generateKeyPairSync("x25519");
    const text = pem(key.privateKey, "pkcs8");
    expect(readPemKey({ ...sound, label: "PRIVATE KEY", bytes: bytesOf(text) })).toBeUndefined();
  });

  it("a key for signatures alone, which ssh does not know", () => {
    const key = generateKeyPairSync("rsa-pss", { modulusLength: 1024 }).privateKey;
    const bytes = bytesOf(pem(key, "pkcs8"));
    expect(readPemKey({ ...sound, label: "PRIVATE KEY", bytes })).toBeUndefined();
  });
});

describe("what is no private key is told from what is one, and what to do is said:", () => {
  const HINTS = {
    public: "This is a public key; give the private half, the file without .pub.",
    encrypted:
      "The key has a passphrase; give one without (ssh-keygen -p -N '' -f <file> removes it).",
    empty: "It is empty.",
    putty:
      "This is a PuTTY file; convert it with puttygen <file> -O private-openssh -o <new file>.",
    newlines: "It has \\n written out where lines should end; store the file as it is.",
    damaged: "The key is cut short or altered; store the whole file, from BEGIN to END.",
    token: "The key needs a hardware token, which a runner does not have.",
    unknown:
      "Give a whole unencrypted private key: an OpenSSH file, or PEM with RSA, ECDSA or ed25519.",
  };
  const armoured = (label: string, body = "AAAA") =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  const openssh = (file: Buffer) => writeArmour("OPENSSH PRIVATE KEY", file);

  it.each([
    ["ssh-rsa AAAAB3", "public-key-given", HINTS.public],
    ["ssh-rsa  AAAAB3", "public-key-given", HINTS.public],
    ["  ssh-ed25519\tAAAAC3 me", "public-key-given", HINTS.public],
    ["ecdsa-sha2-nistp256 AAAA", "public-key-given", HINTS.public],
    ["sk-ssh-ed25519@openssh.com AAAA", "public-key-given", HINTS.public],
    ["sk-ecdsa-sha2-nistp256@openssh.com AAAA", "public-key-given", HINTS.public],
    [armoured("PUBLIC KEY"), "public-key-given", HINTS.public],
    [armoured("RSA PUBLIC KEY"), "public-key-given", HINTS.public],
    ["---- BEGIN SSH2 PUBLIC KEY ----", "public-key-given", HINTS.public],
    ["my ssh-rsa AAAAB3", "unreadable", HINTS.unknown],
    ["ssh-rsaAAAA", "unreadable", HINTS.unknown],
    ["ssh-rsa BBBB", "unreadable", HINTS.unknown],
    ["--- BEGIN X PUBLIC KEY ---", "unreadable", HINTS.unknown],
    ["", "unreadable", HINTS.empty],
    [" \n\t", "unreadable", HINTS.empty],
    ["PuTTY-User-Key-File-2: ssh-rsa", "unreadable", HINTS.putty],
    [" \nPuTTY-User-Key-File-3: ssh-rsa", "unreadable", HINTS.putty],
    ["no PuTTY-User-Key-File-3", "unreadable", HINTS.unknown],
    ["-----BEGIN X KEY-----\\nAAAA\\n", "unreadable", HINTS.newlines],
    ["\n -----BEGIN X KEY-----\\nAAAA", "unreadable", HINTS.newlines],
    ["-----BEGIN X KEY-----\nAA\\nAA", "unreadable", HINTS.damaged],
    ["x -----BEGIN X KEY-----\\nAAAA", "unreadable", HINTS.damaged],
    [armoured("X PRIVATE KEY"), "unreadable", HINTS.unknown],
    [armoured("EC PRIVATE KEY"), "unreadable", HINTS.unknown],
    [armoured("EC PRIVATE KEY", "*"), "unreadable", HINTS.damaged],
    [armoured("ENCRYPTED PRIVATE KEY"), "encrypted", HINTS.encrypted],
    [armoured("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nAA"), "encrypted", HINTS.encrypted],
    [openssh(opensshFile({ cipher: "aes256-ctr" })), "encrypted", HINTS.encrypted],
    [openssh(opensshFile({ keys: 2 })), "unreadable", HINTS.damaged],
    [openssh(opensshFile({ type: "sk-odd@example.com" })), "unreadable", HINTS.token],
    ["hunter2", "unreadable", HINTS.unknown],
  ])("%j", (text, code, hint) => {
    expect(readPrivateKey(text)).toEqual({ ok: false, reason: { code, hint } });
  });
});
