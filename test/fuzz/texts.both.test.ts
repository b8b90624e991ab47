/** Durations, names, addresses, redaction: whatever the text, a value within its promise or a refusal. */
import {
  createRedact,
  DAY_MS,
  decodeName,
  encodeName,
  encodeStem,
  formatDuration,
  hasStem,
  MINUTE_MS,
  oneLine,
  ownerPrefix,
  parseDuration,
} from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSshAddress } from "../../shared/src/address.ts";
import { anyExpiry, anyNonce, anyOwner } from "../../shared/src/ownership.fixture.ts";
import { parseRetryAfter } from "../../shared/src/retry.ts";
import { hostileText } from "./hostile-text.ts";
import { oddText } from "./odd-json.ts";
import { runs } from "./runs.ts";

const anyText = fc.oneof(hostileText, oddText);
const UNIT_MS = { d: DAY_MS, h: 60 * MINUTE_MS, m: MINUTE_MS, s: 1_000 };

describe("a duration", () => {
  const almost = fc.string({ unit: fc.constantFrom(..."0129dhmsDHMS .-+e\u0661"), maxLength: 10 });
  const bounds = fc
    .tuple(fc.nat(10 * DAY_MS), fc.nat(400 * DAY_MS))
    .map(([minMs, more]) => ({ minMs, maxMs: minMs + more }));

  it("is a whole number of seconds within its bounds, or refused", () => {
    fc.assert(
      fc.property(fc.oneof(almost, anyText), bounds, (text, within) => {
        const read = parseDuration(text, within);
        if (!read.ok) {
          expect(["not-a-duration", "too-short", "too-long"]).toContain(read.reason.code);
          return;
        }
        expect(read.value % 1_000).toBe(0);
        expect(read.value).toBeGreaterThanOrEqual(within.minMs);
        expect(read.value).toBeLessThanOrEqual(within.maxMs);
      }),
      runs(500),
    );
  });

  it("is the sum of its parts, in any case and with blanks around it", () => {
    const parts = fc.record(
      { d: fc.nat(9_999), h: fc.nat(99_999), m: fc.nat(999_999), s: fc.nat(9_999_999) },
      { requiredKeys: [] },
    );
    const blank = fc.constantFrom("", " ", "\n", "\u00a0");
    fc.assert(
      fc.property(parts, blank, fc.boolean(), (given, around, isLoud) => {
        const units = (["d", "h", "m", "s"] as const).filter((unit) => given[unit] !== undefined);
        fc.pre(units.length > 0);
        const text = units.map((unit) => `${given[unit]}${unit}`).join("");
        const sum = units.reduce((ms, unit) => ms + (given[unit] ?? 0) * UNIT_MS[unit], 0);
        const typed = around + (isLoud ? text.toUpperCase() : text) + around;
        const any = { minMs: 0, maxMs: Number.POSITIVE_INFINITY };
        expect(parseDuration(typed, any)).toEqual({ ok: true, value: sum });
      }),
      runs(500),
    );
  });

  it("in words has at most two units, whatever its length", () => {
    const length = fc.oneof(
      fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
      fc.integer(),
      fc.nat(100_000),
    );
    fc.assert(
      fc.property(length, (ms) => {
        expect(formatDuration(ms)).toMatch(/^\d+[dhms](?: \d{1,2}[hms])?$/);
      }),
      runs(250),
    );
  });
});

describe("the name of a machine", () => {
  const name = fc
    .tuple(anyOwner, anyNonce, anyExpiry)
    .map(([owner, nonce, at]) => encodeName(encodeStem(owner, nonce), at));

  it("tells the owner whose prefix it bears, however it was changed", () => {
    const change = fc.oneof(
      hostileText,
      oddText,
      name,
      fc.string({ unit: fc.constantFrom(..."0az-"), maxLength: 3 }),
    );
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(12), change, (was, from, many, put) => {
        const at = from % (was.length + 1);
        const now = was.slice(0, at) + put + was.slice(at + many);
        const decoded = decodeName(now);
        if (decoded === undefined) return;
        const { owner, stem, nonce, expiresAt } = decoded;
        expect(now.length).toBeLessThanOrEqual(63);
        expect(now).toMatch(/^[a-z][a-z0-9-]*$/);
        // To the letter: what it says is all of the owner, and nothing else is.
        expect(now).toBe(`${ownerPrefix(owner)}${nonce}-${(expiresAt / MINUTE_MS).toString(36)}`);
        expect(encodeName(encodeStem(owner, nonce), expiresAt)).toBe(now);
        expect(hasStem(now, stem)).toBe(true);
      }),
      runs(500),
    );
  });

  it("made of anything else is foreign, and nobody's stem", () => {
    fc.assert(
      fc.property(anyText, name, (text, ours) => {
        expect(decodeName(text)).toBeUndefined();
        expect(hasStem(text, decodeName(ours)?.stem ?? "")).toBe(false);
        expect(hasStem(text, "")).toBe(false);
      }),
      runs(250),
    );
  });

  it("is none that could not be read back: what does not fit throws a RangeError", () => {
    const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 53));
    const owner = fc.oneof(
      fc.record({
        kind: fc.constant("workflow" as const),
        repositoryId: number,
        runId: number,
        attempt: number,
        jobId: number,
      }),
      fc.record({ kind: fc.constant("person" as const), teamHash: anyText, userId: anyText }),
      anyOwner,
    );
    const nonce = fc.oneof(anyNonce, anyText);
    const expiry = fc.oneof(anyExpiry, number);
    fc.assert(
      fc.property(owner, nonce, expiry, (who, what, until) => {
        try {
          const made = encodeName(encodeStem(who, what), until);
          expect(decodeName(made)).toMatchObject({ owner: who, nonce: what });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      runs(250),
    );
  });
});

describe("an SSH address", () => {
  const part = fc.oneof(
    anyText,
    fc.string({ unit: fc.constantFrom(..."aZ09.-:_%@ \n'\"$`\\é"), maxLength: 20 }),
    fc.domain(),
    fc.ipV4(),
    fc.ipV6(),
    fc.constantFrom("root", "ubuntu", "203.0.113.7"),
    fc.constant(null),
  );
  const forward = fc.oneof(
    anyText,
    fc.record({ internalPort: fc.constantFrom(22, 80), externalPort: fc.double() }),
    fc.record({ internalPort: fc.constant(22), externalPort: fc.integer({ max: 70_000 }) }),
  );
  const machine = fc.record({
    ip: part,
    sshUser: part,
    sshPort: fc.oneof(fc.integer({ min: -9, max: 70_000 }), fc.double(), fc.constant(null)),
    portForwards: fc.array(forward, { maxLength: 3 }),
  });

  it("holds nothing that ssh or a shell would read as more, or is refused in ASCII", () => {
    fc.assert(
      fc.property(machine, (fields) => {
        const parsed = parseSshAddress(fields);
        if (!parsed.ok) {
          expect(parsed.reason.shown).toMatch(/^[\x20-\x7e]{0,60}$/);
          return;
        }
        const { host, port, user } = parsed.value;
        expect(host).toMatch(/^[A-Za-z0-9:][A-Za-z0-9.:-]*$/);
        expect(user).toMatch(/^[A-Za-z_][A-Za-z0-9_.-]*$/);
        expect([fields.ip, fields.sshUser]).toEqual([host, user]);
        expect(Number.isInteger(port) && port >= 1 && port <= 65_535).toBe(true);
      }),
      runs(500),
    );
  });
});

describe("text from outside", () => {
  it("loses its secrets, whatever stands around them, and its lines", () => {
    const secret = fc.string({ unit: "grapheme-composite", minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(secret, anyText, anyText, (key, before, after) => {
        fc.pre(!"***".includes(key) && key.isWellFormed());
        const safe = createRedact([key])(`${before}${key}${after}${encodeURIComponent(key)}`);
        expect(safe).not.toContain(key);
        expect(oneLine(safe)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(oneLine(safe).length).toBeLessThanOrEqual(300);
      }),
      runs(250),
    );
  });

  it("as Retry-After is a time to wait, or nothing", () => {
    const header = fc.oneof(anyText, fc.double().map(String), fc.date().map(String));
    fc.assert(
      fc.property(header, fc.nat(), (text, now) => {
        const waitMs = parseRetryAfter(text, now) ?? 0;
        expect(Number.isFinite(waitMs) && waitMs >= 0).toBe(true);
      }),
      runs(250),
    );
  });
});
