/** The JWT by which an app asks for an installation token: read and checked as GitHub does it. */
import { isRecord } from "../call.ts";
import type { GitHubApp } from "./options.ts";

/** WebCrypto's key, by whichever name the runtime's types have for it. */
export type PublicKey = Parameters<typeof crypto.subtle.verify>[1];

const ALGORITHM = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const LONGEST_SECONDS = 600;

/** Undefined = sound; else what GitHub says to it. */
export async function jwtFault(
  jwt: string,
  app: GitHubApp,
  now: number,
): Promise<string | undefined> {
  const parts = jwt.split(".");
  const [head, claims] = parts.slice(0, 2).map(decodeJson);
  if (parts.length !== 3 || head?.alg !== "RS256" || !claims) return UNREADABLE;
  if (!(await isSigned(parts, app))) return UNREADABLE;
  return claimsFault(claims, app, Math.floor(now / 1000));
}

const UNREADABLE = "A JSON web token could not be decoded";

function claimsFault(
  { iss, iat, exp }: Record<string, unknown>,
  app: GitHubApp,
  seconds: number,
): string | undefined {
  if (String(iss) !== String(app.appId)) return "Integration not found";
  if (!isWhole(iat) || iat > seconds) {
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  }
  if (!isWhole(exp) || exp <= seconds) {
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  }
  if (exp - seconds > LONGEST_SECONDS) {
    return "'Expiration time' claim ('exp') is too far in the future";
  }
  return undefined;
}

async function isSigned(parts: readonly string[], app: GitHubApp): Promise<boolean> {
  const [head = "", claims = "", signature = ""] = parts;
  const bytes = decodeBase64(signature);
  if (!bytes) return false;
  const signed = new TextEncoder().encode(`${head}.${claims}`);
  return crypto.subtle.verify(ALGORITHM, await importKey(app.publicKey), bytes, signed);
}

async function importKey(key: GitHubApp["publicKey"]): Promise<PublicKey> {
  if (typeof key !== "string") return key;
  const der = decodeBase64(key.replace(/-----[^-]+-----|\s/g, ""));
  if (!der) throw new Error("The public key of the simulated app is not PEM.");
  return crypto.subtle.importKey("spki", der, ALGORITHM, false, ["verify"]);
}

function decodeJson(part: string): Record<string, unknown> | undefined {
  const bytes = decodeBase64(part);
  if (!bytes) return undefined;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** With either alphabet. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
