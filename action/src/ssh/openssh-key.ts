/**
 * OpenSSH's own private key file (openssh-key-v1; PROTOCOL.key in its sources), without encryption:
 * writes ed25519, and reads the public half of any type. Pure but for the random check number.
 */
import { randomBytes } from "node:crypto";
import { writeArmour } from "./armour.ts";
import { readWire, string, uint32 } from "./wire.ts";

export const OPENSSH_LABEL = "OPENSSH PRIVATE KEY";
const MAGIC = Buffer.from("openssh-key-v1\0");
const CIPHER_BLOCK_BYTES = 8;

/** Both halves are 32 raw bytes. */
export interface Ed25519Pair {
  readonly seed: Buffer;
  readonly publicKey: Buffer;
}

export const ed25519Blob = (publicKey: Buffer) =>
  Buffer.concat([string("ssh-ed25519"), string(publicKey)]);

export function writeOpensshEd25519({ seed, publicKey }: Ed25519Pair, comment = ""): string {
  const blob = ed25519Blob(publicKey);
  const check = randomBytes(4);
  const secret = string(Buffer.concat([seed, publicKey]));
  const section = Buffer.concat([check, check, blob, secret, string(comment)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]);
  const missing = (CIPHER_BLOCK_BYTES - (section.length % CIPHER_BLOCK_BYTES)) % CIPHER_BLOCK_BYTES;
  const padded = Buffer.concat([section, padding.subarray(0, missing)]);
  const noCipher = [string("none"), string("none"), string("")];
  const file = [MAGIC, ...noCipher, uint32(1), string(blob), string(padded)];
  return writeArmour(OPENSSH_LABEL, Buffer.concat(file));
}

/** The public key's type and blob; `encrypted`; or `undefined` when the file is not sound. */
export function readOpensshPublic(
  file: Buffer,
): { readonly type: string; readonly blob: Buffer } | "encrypted" | undefined {
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const wire = readWire(file.subarray(MAGIC.length));
  const cipher = wire.string();
  wire.string(); // key derivation
  wire.string(); // its options
  const keys = wire.uint32();
  const blob = wire.string();
  const section = wire.string();
  if (!cipher || keys !== 1 || !blob || !section) return undefined;
  if (cipher.toString() !== "none") return "encrypted";
  const type = readWire(blob).string()?.toString() ?? "";
  return isSoundSection(section, type) ? { type, blob } : undefined;
}

/** A paste that lost or changed some characters shows in the check number or in the type. */
function isSoundSection(section: Buffer, type: string): boolean {
  const wire = readWire(section);
  const check = wire.uint32();
  const isWhole = check !== undefined && check === wire.uint32();
  return isWhole && /^[\w@.-]+$/.test(type) && wire.string()?.toString() === type;
}
