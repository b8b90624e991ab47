/**
 * The ownership name, the only thing that the API lets us attach to a machine. Pure but for `teamHashOf`.
 *
 *   sgpu-gh-<repoId>-<runId>-<attempt>-<jobId>-<nonce>-<expiry>   leased by a workflow
 *   sgpu-sl-<teamHash>-<userId>-<nonce>-<expiry>                  leased by a person in Slack
 *
 * The part before the expiry is the stem: every machine of one lease bears it. Decoding returns an owner
 * or undefined (foreign), never a guess: only what `encodeName` itself writes is read as ours.
 */
import { MINUTE_MS } from "./duration.ts";

export interface WorkflowOwner {
  readonly kind: "workflow";
  readonly repositoryId: number;
  readonly runId: number;
  readonly attempt: number;
  /** The job's check run id; 0: the lease belongs to the whole run. */
  readonly jobId: number;
}

export interface PersonOwner {
  readonly kind: "person";
  /** See `teamHashOf`. */
  readonly teamHash: string;
  /** Slack's user id, upper case. */
  readonly userId: string;
}

export type Owner = WorkflowOwner | PersonOwner;

export interface OwnedName {
  readonly owner: Owner;
  readonly nonce: string;
  readonly stem: string;
  /** When the lease ends by its name: milliseconds since the epoch, a whole minute. */
  readonly expiresAt: number;
}

const LONGEST_NAME = 63;
const NONCE = /^[a-z0-9]{6}$/;
const EXPIRY = /^[1-9a-z][0-9a-z]{4}$/;
const TEAM_HASH = /^[0-9a-z]{4}$/;
const USER_ID = /^[UW][A-Z0-9]{2,20}$/;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The stem of a lease. Throws RangeError when a part is not one that a name can bear. */
export function encodeStem(owner: Owner, nonce: string): string {
  const stem = `${ownerPrefix(owner)}${nonce}`;
  const isSound = NONCE.test(nonce) && stem.length + 6 <= LONGEST_NAME;
  if (!isSound) throw new RangeError(`Not a stem: ${JSON.stringify(stem)}`);
  return stem;
}

/** What the names of all leases of this owner begin with, the last hyphen included. Throws RangeError. */
export function ownerPrefix(owner: Owner): string {
  if (owner.kind === "person") {
    const isSound = TEAM_HASH.test(owner.teamHash) && USER_ID.test(owner.userId);
    if (!isSound) throw new RangeError("Not a Slack team hash and user id.");
    return `sgpu-sl-${owner.teamHash}-${owner.userId.toLowerCase()}-`;
  }
  const { repositoryId, runId, attempt, jobId } = owner;
  const isSound = [repositoryId, runId, attempt, jobId + 1].every(isPositive);
  if (!isSound) throw new RangeError("Not the ids of a run.");
  return `sgpu-gh-${[repositoryId, runId, attempt, jobId].map(base36).join("-")}-`;
}

/** The name of a machine whose lease ends at `expiresAt` (ms since the epoch; up to a minute). Throws RangeError. */
export function encodeName(stem: string, expiresAt: number): string {
  const name = `${stem}-${base36(Math.ceil(expiresAt / MINUTE_MS))}`;
  // What we could not read back would be a machine that nobody finds again.
  if (decodeName(name)?.stem === stem) return name;
  throw new RangeError(`Not a stem and a time: ${stem}, ${expiresAt}`);
}

/** The owner that a name tells, or undefined: the machine is foreign. */
export function decodeName(name: string): OwnedName | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const parts = name.split("-");
  const expiry = parts.at(-1) ?? "";
  const nonce = parts.at(-2) ?? "";
  const owner = decodeOwner(parts.slice(0, -2));
  if (!owner || !NONCE.test(nonce) || !EXPIRY.test(expiry)) return undefined;
  const stem = name.slice(0, -expiry.length - 1);
  return { owner, nonce, stem, expiresAt: Number.parseInt(expiry, 36) * MINUTE_MS };
}

/** Whether a machine of this name belongs to the lease with this stem. */
export const hasStem = (name: string, stem: string): boolean => decodeName(name)?.stem === stem;

/** Six random characters of [a-z0-9]; `random` gives numbers in [0, 1). */
export const createNonce = (random: () => number): string =>
  Array.from({ length: 6 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join("");

/** SHA-256 of the Slack team id as one number in base 36, padded to 50 digits: the first four. */
export async function teamHashOf(teamId: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(teamId));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x${hex.join("")}`)
    .toString(36)
    .padStart(50, "0")
    .slice(0, 4);
}

function decodeOwner([mark, kind, ...rest]: string[]): Owner | undefined {
  if (mark !== "sgpu") return undefined;
  if (kind === "gh" && rest.length === 4) return decodeWorkflow(rest);
  if (kind === "sl" && rest.length === 2) return decodePerson(rest);
  return undefined;
}

function decodeWorkflow(parts: string[]): WorkflowOwner | undefined {
  const [repositoryId = -1, runId = -1, attempt = -1, jobId = -1] = parts.map(fromBase36);
  const isSound = [repositoryId, runId, attempt, jobId + 1].every(isPositive);
  return isSound ? { kind: "workflow", repositoryId, runId, attempt, jobId } : undefined;
}

function decodePerson([teamHash = "", lowerUserId = ""]: string[]): PersonOwner | undefined {
  const userId = lowerUserId.toUpperCase();
  const isSound = TEAM_HASH.test(teamHash) && USER_ID.test(userId);
  return isSound && lowerUserId === userId.toLowerCase()
    ? { kind: "person", teamHash, userId }
    : undefined;
}

const isPositive = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
const base36 = (value: number): string => value.toString(36);

/** Only the canonical form: lower case, no leading zero; otherwise -1. */
function fromBase36(text: string): number {
  const value = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, 36) : -1;
  return Number.isSafeInteger(value) && base36(value) === text ? value : -1;
}
