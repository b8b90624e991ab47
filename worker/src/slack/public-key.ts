/**
 * A line that a person pastes as an SSH public key: read strictly, since it goes into authorized_keys of a machine
 * (RFC 4253 §6.6, RFC 5656, OpenSSH's PROTOCOL.u2f). Pure but for the fingerprint. No fault carries what was typed.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export interface SshPublicKey {
  readonly type: KeyType;
  /** Type and base64, one blank between: whatever stood behind is dropped. */
  readonly line: string;
}

export type KeyFault =
  /** A private key: it must be thought of as known to others from now on. */
  | "private"
  /** The line begins with no type that we know. */
  | "type"
  /** DSA, or RSA with less than 2048 bits. */
  | "weak"
  /** There is nothing behind the type. */
  | "no-data"
  /** Cut short, mistyped, or of another type than it says. */
  | "broken"
  /** A second key stands behind the first. */
  | "several";

type Read = (fields: Fields) => KeyFault | undefined;

/** Each reads what follows the type inside of the key. */
const TYPES = {
  "ssh-ed25519": (fields) => exactly(fields.next(), 32),
  "ssh-rsa": readRsa,
  "ecdsa-sha2-nistp256": (fields) => readCurve(fields, "nistp256", 65),
  "ecdsa-sha2-nistp384": (fields) => readCurve(fields, "nistp384", 97),
  "ecdsa-sha2-nistp521": (fields) => readCurve(fields, "nistp521", 133),
  "sk-ssh-ed25519@openssh.com": (fields) =>
    exactly(fields.next(), 32) ?? readApplication(fields.next()),
  "sk-ecdsa-sha2-nistp256@openssh.com": (fields) =>
    readCurve(fields, "nistp256", 65) ?? readApplication(fields.next()),
} satisfies Readonly<Record<string, Read>>;

export type KeyType = keyof typeof TYPES;

export const KEY_TYPES: readonly string[] = Object.keys(TYPES);

const isKeyType = (word: string): word is KeyType => Object.hasOwn(TYPES, word);

/** `words` are those of the line, without quotes around them. */
export function parsePublicKey(words: readonly string[]): Result<SshPublicKey, KeyFault> {
  if (looksPrivate(words.join(" "))) return fail("private");
  const [type = "", data, ...comment] = words;
  if (type === "ssh-dss") return fail("weak");
  if (!isKeyType(type)) return fail("type");
  if (data === undefined) return fail("no-data");
  if (comment.some(isKeyType)) return fail("several");
  const fields = Fields.of(data);
  if (fields?.nextText() !== type) return fail("broken");
  const fault = TYPES[type](fields) ?? (fields.isAtEnd ? undefined : "broken");
  return fault === undefined ? ok({ type, line: `${type} ${data}` }) : fail(fault);
}

/**
 * PEM of any kind, PuTTY's, and the body of OpenSSH's own format ("openssh-key-v1" in base64). What stands between
 * BEGIN and PRIVATE is short: without a bound, a long line of nothing but BEGINs would take seconds.
 */
export const looksPrivate = (text: string): boolean =>
  /(?:BEGIN|END)[A-Z\d\s]{0,60}PRIVATE\s+KEY|PuTTY-User-Key-File|Private-Lines:|b3BlbnNzaC1rZXktdjE/.test(
    text,
  );

/** `SHA256:…`, as `ssh-keygen -l` prints it. `line`: of an `SshPublicKey`. */
export async function fingerprintOf(line: string): Promise<string> {
  const bytes = bytesOf(line.split(" ").at(1) ?? "") ?? new Uint8Array();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `SHA256:${btoa(String.fromCharCode(...digest)).replace(/=+$/, "")}`;
}

/** Only as an encoder writes it: what can be written in two ways is read in none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (base64.length > LONGEST_BASE64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  if (base64.length % 4 !== 0) return undefined;
  const binary = atob(base64);
  return btoa(binary) === base64
    ? Uint8Array.from(binary, (character) => character.charCodeAt(0))
    : undefined;
}

/** RSA of 16,384 bits, which is OpenSSH's limit, and some. */
const LONGEST_BASE64 = 3_000;

/** The strings that a key is made of, one after the other: four bytes of length, then so many bytes. */
class Fields {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  static of(base64: string): Fields | undefined {
    const bytes = bytesOf(base64);
    return bytes && new Fields(bytes);
  }

  /** Undefined: it is not there in full. */
  next(): Uint8Array | undefined {
    const { buffer, byteLength } = this.#bytes;
    if (this.#at + 4 > byteLength) return undefined;
    const from = this.#at + 4;
    const to = from + new DataView(buffer).getUint32(this.#at);
    if (to > byteLength) return undefined;
    this.#at = to;
    return this.#bytes.subarray(from, to);
  }

  nextText(): string | undefined {
    const field = this.next();
    return field && String.fromCharCode(...field);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.byteLength;
  }
}

const exactly = (field: Uint8Array | undefined, length: number): KeyFault | undefined =>
  field?.byteLength === length ? undefined : "broken";

const LEAST_RSA_BITS = 2_048;
const MOST_RSA_BITS = 16_384;

/** Exponent, then modulus. */
function readRsa(fields: Fields): KeyFault | undefined {
  const exponent = fields.next();
  const modulus = fields.next();
  if (!isOddAndCanonical(exponent) || !isOddAndCanonical(modulus)) return "broken";
  const bits = bitsOf(modulus);
  if (bitsOf(exponent) < 2 || bits > MOST_RSA_BITS) return "broken";
  return bits < LEAST_RSA_BITS ? "weak" : undefined;
}

/** A positive number as RFC 4251 §5 writes it: without zeros in front, but for the one that a sign bit needs. */
function isOddAndCanonical(number: Uint8Array | undefined): number is Uint8Array {
  const [first = 0x80, second = 0] = number ?? [];
  const isCanonical = first < 0x80 && (first > 0 || second >= 0x80);
  return isCanonical && number !== undefined && ((number.at(-1) ?? 0) & 1) === 1;
}

function bitsOf(number: Uint8Array): number {
  const [first = 0] = number;
  return (number.byteLength - 1) * 8 + (first === 0 ? 0 : 32 - Math.clz32(first));
}

/** The curve's name, then a point that is not compressed. */
function readCurve(fields: Fields, curve: string, length: number): KeyFault | undefined {
  if (fields.nextText() !== curve) return "broken";
  const point = fields.next();
  return point?.at(0) === 0x04 ? exactly(point, length) : "broken";
}

/** `ssh:`, and what its owner has called it. */
const readApplication = (field: Uint8Array | undefined): KeyFault | undefined =>
  field !== undefined && /^[\x21-\x7e]{1,255}$/.test(String.fromCharCode(...field))
    ? undefined
    : "broken";
