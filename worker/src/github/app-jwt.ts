/** The JWT by which a GitHub App asks for a token: RS256 over WebCrypto, with the key as GitHub hands it out. */
import { MINUTE_MS, SECOND_MS } from "@sesterce-gpu/shared";

export interface AppKey {
  readonly appId: number;
  /** PEM, PKCS#1 (`RSA PRIVATE KEY`) or PKCS#8 (`PRIVATE KEY`). */
  readonly privateKey: string;
}

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
/** Our clock may be ahead of GitHub's, which takes no JWT from the future, … */
const BACKDATED_MS = MINUTE_MS;
/** … and none that is good for more than ten minutes. */
const LIFETIME_MS = 9 * MINUTE_MS;

/** `nowMs`: milliseconds since the epoch. Throws when the key cannot be read. */
export async function signAppJwt({ appId, privateKey }: AppKey, nowMs: number): Promise<string> {
  const claims = {
    iss: String(appId),
    iat: Math.floor((nowMs - BACKDATED_MS) / SECOND_MS),
    exp: Math.floor((nowMs + LIFETIME_MS) / SECOND_MS),
  };
  const parts = [{ alg: "RS256", typ: "JWT" }, claims].map((part) => utf8(JSON.stringify(part)));
  const signed = parts.map(base64Url).join(".");
  const key = await importKey(privateKey);
  const signature = await crypto.subtle.sign(ALGORITHM.name, key, utf8(signed));
  return `${signed}.${base64Url(new Uint8Array(signature))}`;
}

// Its type has another name in Node's types, under which `check` compiles this.
const importKey = (pem: string) =>
  crypto.subtle.importKey("pkcs8", readPem(pem), ALGORITHM, false, ["sign"]);

/** The key as PKCS#8 in DER. WebCrypto knows no other form, though this workerd happens to take PKCS#1. */
export function readPem(pem: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(pem.replace(/-----[^-]+-----|\s/g, ""));
  return pem.includes("BEGIN RSA PRIVATE KEY") ? wrapPkcs1(bytes) : bytes;
}

const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
/** Version 0; rsaEncryption (1.2.840.113549.1.1.1) without parameters. Source: RFC 5208, RFC 8017. */
const RSA_HEADER = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
  0x05, 0x00,
];

/** PKCS#8 around an RSA key in PKCS#1, DER both. */
const wrapPkcs1 = (pkcs1: Uint8Array): Uint8Array<ArrayBuffer> =>
  der(SEQUENCE, [...RSA_HEADER, ...der(OCTET_STRING, [...pkcs1])]);

const der = (tag: number, content: readonly number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([tag, ...derLength(content.length), ...content]);

/** One byte below 128; else how many bytes follow, and those. */
const derLength = (length: number): number[] => {
  if (length < 0x80) return [length];
  if (length < 0x1_00) return [0x81, length];
  return [0x82, length >> 8, length & 0xff];
};

const utf8 = (text: string) => new TextEncoder().encode(text);

const decodeBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
