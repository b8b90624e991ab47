import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE_MS } from "./duration.ts";
import { anyExpiry, anyNonce, anyOwner, person, workflow } from "./ownership.fixture.ts";
import {
  createNonce,
  decodeName,
  encodeName,
  encodeStem,
  hasStem,
  type Owner,
  ownerPrefix,
  teamHashOf,
} from "./ownership.ts";

const EXPIRES_AT = Date.UTC(2026, 8, 1, 12);
const nameOf = (owner: Owner) => encodeName(encodeStem(owner, "k3x9qa"), EXPIRES_AT);

describe("the name of a machine", () => {
  it("of a workflow tells repository, run, attempt, job, nonce and expiry in base 36", () => {
    expect(nameOf(workflow)).toBe("sgpu-gh-drf4f2-7puadlx6-2-q36pmd5-k3x9qa-hqt80");
  });

  it("of a whole run has 0 for the job", () => {
    expect(ownerPrefix({ ...workflow, jobId: 0 })).toBe("sgpu-gh-drf4f2-7puadlx6-2-0-");
  });

  it("of a person tells the team's hash and the user in lower case", () => {
    expect(nameOf(person)).toBe("sgpu-sl-0f3z-u024be7lh-k3x9qa-hqt80");
  });

  it("has an expiry that is rounded up to a minute", () => {
    const stem = encodeStem(workflow, "k3x9qa");
    expect(encodeName(stem, EXPIRES_AT - MINUTE_MS + 1)).toBe(encodeName(stem, EXPIRES_AT));
    expect(encodeName(stem, EXPIRES_AT + 1)).toBe(encodeName(stem, EXPIRES_AT + MINUTE_MS));
  });

  it("reads back as the owner, nonce, stem and expiry that it was made of", () => {
    fc.assert(
      fc.property(anyOwner, anyNonce, anyExpiry, (owner, nonce, expiresAt) => {
        const stem = encodeStem(owner, nonce);
        const name = encodeName(stem, expiresAt);
        expect(name).toMatch(/^[a-z][a-z0-9-]{0,62}$/);
        expect(decodeName(name)).toEqual({ owner, nonce, stem, expiresAt });
        expect(name.startsWith(ownerPrefix(owner))).toBe(true);
      }),
    );
  });

  it("of another owner, nonce or expiry is another name", () => {
    const parts = fc.tuple(anyOwner, anyNonce, anyExpiry);
    fc.assert(
      fc.property(parts, parts, ([ownerA, nonceA, endA], [ownerB, nonceB, endB]) => {
        const a = encodeName(encodeStem(ownerA, nonceA), endA);
        const b = encodeName(encodeStem(ownerB, nonceB), endB);
        fc.pre(a !== b);
        expect(decodeName(a)).not.toEqual(decodeName(b));
      }),
    );
  });
});

describe("a name is refused", () => {
  const huge = { repositoryId: 2 ** 53 - 1, runId: 2 ** 53 - 1, jobId: 2 ** 53 - 2 };
  it.each<[string, Owner]>([
    ["for repository 0", { ...workflow, repositoryId: 0 }],
    ["for run 0", { ...workflow, runId: 0 }],
    ["for attempt 0", { ...workflow, attempt: 0 }],
    ["for a negative job", { ...workflow, jobId: -1 }],
    ["for half a run", { ...workflow, runId: 1.5 }],
    ["for no number", { ...workflow, runId: Number.NaN }],
    ["for a number too large to be exact", { ...workflow, runId: 2 ** 53 }],
    ["when it would be over 63 characters", { ...workflow, ...huge, attempt: 36 ** 6 }],
    ["for a team hash of five", { ...person, teamHash: "0f3zz" }],
    ["for an upper-case team hash", { ...person, teamHash: "0F3Z" }],
    ["for a lower-case user", { ...person, userId: "u024be7lh" }],
    ["for a bot", { ...person, userId: "B024BE7LH" }],
    ["for a user with something in front", { ...person, userId: "BU024BE7LH" }],
    ["for a user with a hyphen", { ...person, userId: "U024-BE7LH" }],
    ["for a user too short", { ...person, userId: "U0" }],
    ["for a user too long", { ...person, userId: `U${"0".repeat(21)}` }],
  ])("%s", (_, owner) => {
    expect(() => encodeStem(owner, "k3x9qa")).toThrow(RangeError);
  });

  it("is not refused at 63 characters", () => {
    const owner = { ...workflow, ...huge, attempt: 36 ** 6 - 1 };
    expect(nameOf(owner)).toHaveLength(63);
    expect(decodeName(nameOf(owner))?.owner).toEqual(owner);
  });

  it.each(["", "k3x9q", "k3x9qaa", "K3X9QA", "k3-9qa", "k3x9q\n"])("for nonce %j", (nonce) => {
    expect(() => encodeStem(workflow, nonce)).toThrow(RangeError);
  });

  it.each([0, -1, 36 ** 4 * MINUTE_MS - MINUTE_MS, 36 ** 5 * MINUTE_MS, Number.NaN])(
    "for an expiry of %s ms, which does not have five digits",
    (expiresAt) => {
      const stem = encodeStem(workflow, "k3x9qa");
      expect(() => encodeName(stem, expiresAt)).toThrow(RangeError);
    },
  );
});

describe("a lease", () => {
  const stem = encodeStem(workflow, "k3x9qa");

  it("has every machine that bears its stem, whatever the expiry", () => {
    const later = encodeName(stem, EXPIRES_AT + 90 * MINUTE_MS);
    expect([nameOf(workflow), later].every((name) => hasStem(name, stem))).toBe(true);
  });

  it.each([
    ["of another nonce", encodeName(encodeStem(workflow, "k3x9qb"), EXPIRES_AT)],
    ["of another attempt", nameOf({ ...workflow, attempt: 3 })],
    ["that is only its stem", stem],
    ["that only begins like it", `${stem}x-hqt80`],
    ["that has something behind", `${nameOf(workflow)}-1`],
  ])("does not have a machine %s", (_, name) => {
    expect(hasStem(name, stem)).toBe(false);
  });
});

describe("a nonce", () => {
  it("is six characters of [a-z0-9], whatever the random numbers", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(random, { minLength: 6, maxLength: 6 }), (numbers) => {
        const queue = [...numbers];
        expect(createNonce(() => queue.pop() ?? 0)).toMatch(/^[a-z0-9]{6}$/);
      }),
    );
  });

  it("uses the whole alphabet", () => {
    const used = Array.from({ length: 36 }, (_, i) => createNonce(() => i / 36)[0]);
    expect(new Set(used).size).toBe(36);
  });
});

describe("the hash of a Slack team", () => {
  // Computed with Python: hashlib.sha256, int.from_bytes(…, "big"), base 36, rjust(50, "0")[:4].
  it.each([
    ["T024BE7LD", "0hma"],
    ["T0123ABCD", "5fw4"],
    ["T0013", "00rh"],
  ])("of %s is known", async (teamId, expected) => {
    expect(await teamHashOf(teamId)).toBe(expected);
  });
});

it("a stem that could not be read back makes no name", () => {
  expect(() => encodeName("sgpu-gh-1-2-3-4", Date.UTC(2026, 0, 1))).toThrow(RangeError);
});
