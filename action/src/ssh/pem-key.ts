/**
 * Private keys in PEM (PKCS#8, PKCS#1, SEC1): the public half in SSH's form, and a private file that
 * every ssh client reads. Pure.
 */
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { type Armoured, writeArmour } from "./armour.ts";
import { ed25519Blob, writeOpensshEd25519 } from "./openssh-key.ts";
import { mpint, string } from "./wire.ts";

export interface SshKeyParts {
  readonly type: string;
  readonly blob: Buffer;
  readonly privateKey: string;
}

const FORMATS: ReadonlyMap<string, "pkcs8" | "pkcs1" | "sec1"> = new Map([
  ["PRIVATE KEY", "pkcs8"],
  ["RSA PRIVATE KEY", "pkcs1"],
  ["EC PRIVATE KEY", "sec1"],
]);

/** OpenSSL's names of the curves that ssh knows. */
const CURVES: ReadonlyMap<string, string> = new Map([
  ["prime256v1", "nistp256"],
  ["secp384r1", "nistp384"],
  ["secp521r1", "nistp521"],
]);

/** `undefined` when it cannot be read or is of a kind that ssh has no use for. */
export function readPemKey({ label, bytes }: Armoured): SshKeyParts | undefined {
  const type = FORMATS.get(label);
  if (type === undefined) return undefined;
  const key = privateKeyFrom(bytes, type);
  if (key?.asymmetricKeyType === "ed25519") return ed25519Parts(key);
  const blob = key && publicBlob(key);
  return blob && { ...blob, privateKey: writeArmour(label, bytes) };
}

function privateKeyFrom(der: Buffer, type: "pkcs8" | "pkcs1" | "sec1"): KeyObject | undefined {
  try {
    return createPrivateKey({ key: der, format: "der", type });
  } catch {
    return undefined; // OpenSSL's own words help nobody, and could quote what was given.
  }
}

function publicBlob(key: KeyObject): { type: string; blob: Buffer } | undefined {
  if (key.asymmetricKeyType === "rsa") return rsaBlob(publicJwk(key));
  const curve = CURVES.get(key.asymmetricKeyDetails?.namedCurve ?? "");
  return curve === undefined ? undefined : ecdsaBlob(publicJwk(key), curve);
}

const publicJwk = (key: KeyObject) => createPublicKey(key).export({ format: "jwk" });

function rsaBlob(jwk: JsonWebKey) {
  const numbers = [mpint(bytesOf(jwk.e)), mpint(bytesOf(jwk.n))];
  return { type: "ssh-rsa", blob: Buffer.concat([string("ssh-rsa"), ...numbers]) };
}

function ecdsaBlob(jwk: JsonWebKey, curve: string) {
  const type = `ecdsa-sha2-${curve}`;
  const point = Buffer.concat([Buffer.from([4]), bytesOf(jwk.x), bytesOf(jwk.y)]);
  return { type, blob: Buffer.concat([string(type), string(curve), string(point)]) };
}

/** As an OpenSSH file: older ssh clients read ed25519 from nothing else. */
export function ed25519Parts(key: KeyObject, comment = ""): SshKeyParts {
  const jwk = key.export({ format: "jwk" });
  const pair = { seed: bytesOf(jwk.d), publicKey: bytesOf(jwk.x) };
  const blob = ed25519Blob(pair.publicKey);
  return { type: "ssh-ed25519", blob, privateKey: writeOpensshEd25519(pair, comment) };
}

function bytesOf(member: string | undefined): Buffer {
  if (member === undefined) throw new TypeError("node:crypto left a member out of a JWK");
  return Buffer.from(member, "base64url");
}
