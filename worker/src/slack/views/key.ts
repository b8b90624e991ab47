/** The answers to `/gpu key`. None has anything in it that was typed. Pure. */
import type { Message } from "../message.ts";
import { KEY_TYPES, type KeyFault } from "../public-key.ts";
import { code, moment } from "../text.ts";
import { lines } from "./blocks.ts";

const MAKE =
  "`ssh-keygen -t ed25519` makes a pair, `cat ~/.ssh/id_ed25519.pub` prints the public half.";
const STORE = "Then: `/gpu key ssh-ed25519 AAAA…`, the whole line.";
const KEPT = "Nothing was stored; a key stored before still holds.";

/** Whoever can read it can log in wherever it is let in, and Slack has it now. */
export const privateKeyView = (): Message =>
  lines([
    "*That is a private key. It was neither stored nor logged.*",
    "Slack has it all the same: make a new pair, and remove the old public key wherever it is let in.",
    `${MAKE} ${STORE}`,
  ]);

const FAULTS: Readonly<Record<Exclude<KeyFault, "private">, string>> = {
  type: `A public key begins with one of: ${KEY_TYPES.map((type) => code(type)).join(", ")}; options before it are not taken.`,
  weak: "That key is too weak: DSA is not taken, RSA needs 2048 bits.",
  "no-data": "That is only the beginning of a public key.",
  broken: "That public key is cut short, mistyped, or of another type than it says.",
  several: "That is more than one key: paste one line.",
};

export const keyFaultView = (fault: KeyFault): Message =>
  fault === "private" ? privateKeyView() : lines([`*${FAULTS[fault]}*`, KEPT, `${MAKE} ${STORE}`]);

export interface KeyFacts {
  /** `SHA256:…`. */
  readonly fingerprint: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
}

export const keyStoredView = ({ fingerprint, type }: KeyFacts): Message =>
  lines([
    `*Your key is stored:* ${code(fingerprint)} (${code(type)}).`,
    "Machines that you rent from now on let it in.",
    "`ssh-keygen -lf ~/.ssh/id_ed25519.pub` shows the same fingerprint. Next: `/gpu create H100 2h`",
  ]);

export const keyView = ({ fingerprint, type, addedAt }: KeyFacts): Message =>
  lines([
    `*Your key:* ${code(fingerprint)} (${code(type)}), stored ${moment(addedAt)}.`,
    "Another takes its place: `/gpu key ssh-ed25519 AAAA…`",
  ]);

/** `what`: why one is needed, a sentence. */
export const noKeyView = (what = "You have no key stored."): Message =>
  lines([`*${what}*`, `${MAKE} ${STORE}`]);
