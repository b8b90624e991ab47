/** Generated requests to a Slack app: good ones, and ones broken in every way that a header, a body or a secret can be. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import type { SignedRequest } from "../../../worker/src/slack/verify.ts";

const NOW_S = Date.UTC(2026, 0, 1, 12) / 1_000;

/** Most have at most one thing that is odd. */
const usually = <T>(usual: T, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });

const secret = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}$/),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
);
const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.webQueryParameters({ size: "+1" }).map(bytesOf),
  fc.string({ unit: "grapheme", maxLength: 60 }).map(bytesOf),
  fc.json().map((json) => bytesOf(`payload=${encodeURIComponent(json)}`)),
  fc.constant(new Uint8Array()),
  fc.uint8Array({ maxLength: 40 }),
);
/** Seconds before (or, below zero, after) now. */
const age = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -299, max: 299 }) },
  { weight: 2, arbitrary: fc.integer({ min: 298, max: 302 }) },
  { weight: 1, arbitrary: fc.integer({ min: -302, max: -298 }) },
  { weight: 1, arbitrary: fc.constantFrom(86_400, -86_400, NOW_S, NOW_S - 1, -1e11, 2 * NOW_S) },
);

type Spelling = (seconds: number) => string;
const plain: Spelling = String;
const oddTimestamp = fc.constantFrom<Spelling>(
  (s) => `0${s}`,
  (s) => `+${s}`,
  (s) => `-${s}`,
  (s) => `${s}.0`,
  (s) => `${s}.5`,
  (s) => `\u00a0${s}`,
  (s) => `${s} 1`,
  (s) => `${s}, ${s}`,
  (s) => `0x${Math.abs(s).toString(16)}`,
  (s) => `${s}e0`,
  (s) => `${s * 1_000}`,
  () => "",
  () => "NaN",
  () => "Infinity",
  () => "undefined",
  () => "１５３１４２０６１８",
);

type Marking = (hex: string) => string;
const v0: Marking = (hex) => `v0=${hex}`;
const oddSignature = fc.constantFrom<Marking>(
  (hex) => `v0=${hex.toUpperCase()}`,
  (hex) => `V0=${hex}`,
  (hex) => `v1=${hex}`,
  (hex) => `sha256=${hex}`,
  (hex) => hex,
  (hex) => `v0=${hex}=`,
  (hex) => `v0=${hex}=more`,
  (hex) => `v0=${hex.slice(1)}`,
  (hex) => `v0=${hex}0`,
  (hex) => `v0=${hex.slice(1)}g`,
  (hex) => `v0= ${hex}`,
  (hex) => `v0=${hex.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))}`,
  (hex) => `v0=${hex}, v0=${hex}`,
  () => "v0=",
  () => "",
);

/** How many times a header is sent. */
const times = usually(1, fc.constantFrom(0, 2));

interface Draft {
  readonly signer: string;
  readonly secrets: (signer: string) => string[];
  readonly body: Uint8Array;
  readonly change: (body: Uint8Array) => Uint8Array;
  readonly age: number;
  /** Milliseconds of the second that has begun. */
  readonly ms: number;
  readonly stamp: Spelling;
  readonly mark: Marking;
  /** What is signed: the time as it is written, or the number that it is; the body's bytes, or its text. */
  readonly signs: { readonly number: boolean; readonly text: boolean };
  readonly stamps: number;
  readonly marks: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  signer: secret,
  secrets: fc.oneof(
    { weight: 5, arbitrary: fc.constant((signer: string) => [signer]) },
    { weight: 2, arbitrary: secret.map((other) => (signer: string) => [signer, other]) },
    { weight: 2, arbitrary: secret.map((other) => (signer: string) => [other, signer]) },
    { weight: 1, arbitrary: secret.map((other) => () => [other]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<() => string[]>(
        () => [],
        () => [""],
      ),
    },
  ),
  body,
  change: usually<Draft["change"]>(
    (same) => same,
    fc.oneof(
      body.map((other) => () => other),
      fc.constant((before: Uint8Array) => Uint8Array.of(...before, 0x26)),
      fc.constant((before: Uint8Array) => before.map((byte) => byte ^ 1)),
    ),
  ),
  age,
  ms: fc.integer({ min: 0, max: 999 }),
  stamp: usually(plain, oddTimestamp),
  mark: usually(v0, oddSignature),
  signs: fc.record({ number: fc.boolean(), text: fc.boolean() }),
  stamps: times,
  marks: times,
});

export const slackRequest: fc.Arbitrary<SignedRequest> = draft.map(requestOf);

function requestOf(given: Draft): SignedRequest {
  const stamp = latin1(given.stamp(NOW_S - given.age));
  const mark = latin1(given.mark(signatureOf(stamp, given)));
  const headers = new Headers();
  for (let sent = 0; sent < given.stamps; sent++)
    headers.append("X-Slack-Request-Timestamp", stamp);
  for (let sent = 0; sent < given.marks; sent++) headers.append("X-Slack-Signature", mark);
  return {
    headers,
    rawBody: given.change(given.body),
    secrets: given.secrets(given.signer),
    nowMs: NOW_S * 1_000 + given.ms,
  };
}

function signatureOf(stamp: string, { signer, signs, body: signed }: Draft): string {
  const hmac = createHmac("sha256", signer);
  hmac.update(`v0:${signs.number ? Number(stamp) : stamp}:`);
  return hmac.update(signs.text ? Buffer.from(signed).toString() : signed).digest("hex");
}

/** Headers hold bytes: what is no Latin-1 comes as its UTF-8. */
const latin1 = (text: string): string =>
  /^[\0-\xff]*$/.test(text) ? text : String.fromCharCode(...bytesOf(text));

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
