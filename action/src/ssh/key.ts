/**
 * The key that logs into a machine: a fresh one for the lease, or the user's own. Pure but for the
 * randomness of a fresh key. Promise: no fault that comes out of here contains key material.
 */
import { generateKeyPairSync } from "node:crypto";
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { readArmour, writeArmour } from "./armour.ts";
import { OPENSSH_LABEL, readOpensshPublic } from "./openssh-key.ts";
import { ed25519Parts, readPemKey } from "./pem-key.ts";

export interface SshKey {
  /** The content of a file that `ssh -i` takes: LF, one newline at the end. */
  readonly privateKey: string;
  /** One line without a newline, as in authorized_keys. */
  readonly publicKey: string;
}

export interface KeyFault {
  readonly code: "encrypted" | "public-key-given" | "unreadable";
  /** What is wrong and what to do, as one sentence. */
  readonly hint: string;
}

/** A new ed25519 key. The comment is one line; it ends up on the machine. */
export function freshKey(comment: string): SshKey {
  const key = ed25519Parts(generateKeyPairSync("ed25519").privateKey, comment);
  return { privateKey: key.privateKey, publicKey: `${publicLine(key.type, key.blob)} ${comment}` };
}

/** Takes an unencrypted OpenSSH file of any type, or PEM with RSA, ECDSA or ed25519. */
export function readPrivateKey(text: string): Result<SshKey, KeyFault> {
  if (isPublicKey(text)) return fail({ code: "public-key-given", hint: HINTS.public });
  const armoured = readArmour(text);
  if (armoured === undefined) return unreadable(hintAbout(text));
  const { label, isEncrypted, bytes } = armoured;
  if (isEncrypted || label === "ENCRYPTED PRIVATE KEY") return encrypted();
  if (label === OPENSSH_LABEL) return readOpenssh(bytes);
  const key = readPemKey(armoured);
  if (key === undefined) return unreadable(HINTS.unknown);
  return ok({ privateKey: key.privateKey, publicKey: publicLine(key.type, key.blob) });
}

function readOpenssh(file: Buffer): Result<SshKey, KeyFault> {
  const read = readOpensshPublic(file);
  if (read === undefined) return unreadable(HINTS.damaged);
  if (read === "encrypted") return encrypted();
  if (read.type.startsWith("sk-")) return unreadable(HINTS.token);
  const publicKey = publicLine(read.type, read.blob);
  return ok({ privateKey: writeArmour(OPENSSH_LABEL, file), publicKey });
}

const publicLine = (type: string, blob: Buffer) => `${type} ${blob.toString("base64")}`;

const isPublicKey = (text: string) =>
  /^\s*(?:(?:sk-)?(?:ssh|ecdsa)-[\w@.-]+\s+AAAA|-{4,5} ?BEGIN [A-Z0-9 ]*PUBLIC KEY)/.test(text);

const encrypted = () => fail({ code: "encrypted" as const, hint: HINTS.encrypted });
const unreadable = (hint: string) => fail({ code: "unreadable" as const, hint });

function hintAbout(text: string): string {
  if (text.trim() === "") return HINTS.empty;
  if (text.trimStart().startsWith("PuTTY-User-Key-File")) return HINTS.putty;
  if (/^\s*-----BEGIN [^\r\n]*\\n/.test(text)) return HINTS.literalNewlines;
  return text.includes("-----BEGIN ") ? HINTS.damaged : HINTS.unknown;
}

const HINTS = {
  public: "This is a public key; give the private half, the file without .pub.",
  encrypted:
    "The key has a passphrase; give one without (ssh-keygen -p -N '' -f <file> removes it).",
  empty: "It is empty.",
  putty: "This is a PuTTY file; convert it with puttygen <file> -O private-openssh -o <new file>.",
  literalNewlines: "It has \\n written out where lines should end; store the file as it is.",
  damaged: "The key is cut short or altered; store the whole file, from BEGIN to END.",
  token: "The key needs a hardware token, which a runner does not have.",
  unknown:
    "Give a whole unencrypted private key: an OpenSSH file, or PEM with RSA, ECDSA or ed25519.",
} as const;
