/** Where our verifier and Bolt's may differ: what the request has, who takes it, and why that is meant. Pure. */
import type { SignedRequest } from "../../../worker/src/slack/verify.ts";

export interface Difference {
  /** As in `test/README.md`. */
  readonly what: string;
  readonly taker: "Bolt" | "we";
  readonly why: string;
  has(request: SignedRequest): boolean;
}

const TOLERANCE_MS = 300_000;

export const DIFFERENCES: readonly Difference[] = [
  {
    what: "a time more than five minutes ahead",
    taker: "Bolt",
    why: "whoever has it could send it again for longer than five minutes",
    has: (request) => ageMsOf(request) < -TOLERANCE_MS,
  },
  {
    what: "a time older than five minutes by less than a second",
    taker: "Bolt",
    why: "Bolt rounds its own time down to the second; we do not",
    has: (request) => ageMsOf(request) > TOLERANCE_MS && ageMsOf(request) < TOLERANCE_MS + 1_000,
  },
  {
    what: "a time that is not written in plain digits (`0x5b47588a`, `1531420618.0`, `01531420618`)",
    taker: "Bolt",
    why: "Bolt checks the signature over the number that it reads, not over what was sent",
    has: (request) => !/^[1-9][0-9]{0,11}$/.test(timestampOf(request)),
  },
  {
    what: "something behind the signature's digits (`v0=…=more`)",
    taker: "Bolt",
    why: "Bolt reads as far as the second equals sign",
    has: ({ headers }) => (headers.get("x-slack-signature") ?? "").split("=").length > 2,
  },
  {
    what: "a body that is no UTF-8, signed as the text that it is read as",
    taker: "Bolt",
    why: "other bytes are read as the same text: one signature would be good for all of them",
    has: ({ rawBody }) => !isUtf8(rawBody),
  },
  {
    what: "a body that is no UTF-8, signed as its bytes",
    taker: "we",
    why: "Slack documents the raw body; Bolt has only its text",
    has: ({ rawBody }) => !isUtf8(rawBody),
  },
];

const timestampOf = ({ headers }: SignedRequest): string =>
  headers.get("x-slack-request-timestamp") ?? "";

const ageMsOf = (request: SignedRequest): number =>
  request.nowMs - Number(timestampOf(request)) * 1_000;

const isUtf8 = (bytes: Uint8Array): boolean =>
  Buffer.compare(Buffer.from(Buffer.from(bytes).toString()), bytes) === 0;
