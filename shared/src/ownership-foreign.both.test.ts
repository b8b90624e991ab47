import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "./any-text.fixture.ts";
import { anyExpiry, anyNonce, anyOwner } from "./ownership.fixture.ts";
import { decodeName, encodeName, encodeStem, type OwnedName } from "./ownership.ts";

const workflowName = "sgpu-gh-drf4f2-7puadlx6-2-q36pmd5-k3x9qa-hqt80";
const personName = "sgpu-sl-0f3z-u024be7lh-k3x9qa-hqt80";
const ourName = fc
  .tuple(anyOwner, anyNonce, anyExpiry)
  .map(([owner, nonce, expiresAt]) => encodeName(encodeStem(owner, nonce), expiresAt));

const rewrite = ({ owner, nonce, expiresAt }: OwnedName) =>
  encodeName(encodeStem(owner, nonce), expiresAt);

/** Foreign, or exactly what we would write ourselves. */
function expectNoGuess(name: string) {
  const decoded = decodeName(name);
  if (decoded) expect(rewrite(decoded)).toBe(name);
}

describe("a machine is foreign when its name", () => {
  it.each([
    ["is empty", ""],
    ["is somebody else's", "training-box-1"],
    ["only begins like ours", "sgpu-"],
    ["is of an unknown kind", workflowName.replace("-gh-", "-gl-")],
    ["has another mark", workflowName.replace("sgpu", "sgpv")],
    ["has something in front", `x${workflowName}`],
    ["has a blank in front", ` ${workflowName}`],
    ["has a newline behind", `${workflowName}\n`],
    ["has a leading zero in the repository", workflowName.replace("-drf4f2", "-0drf4f2")],
    ["has a leading zero in the attempt", workflowName.replace("-2-", "-02-")],
    ["has a leading zero in the job", workflowName.replace("-q36pmd5", "-0q36pmd5")],
    ["has 00 for the job", workflowName.replace("-q36pmd5", "-00")],
    ["has 0 for the repository", workflowName.replace("-drf4f2", "-0")],
    ["has 0 for the attempt", workflowName.replace("-2-", "-0-")],
    ["lacks the job", workflowName.replace("-q36pmd5", "")],
    ["has a part too many", workflowName.replace("-2-", "-2-2-")],
    ["has an empty part", workflowName.replace("-2-", "--")],
    ["has a number beyond 2^53", workflowName.replace("-7puadlx6", "-2gosa7pa2gw")],
    ["has an upper-case letter", workflowName.replace("k3x9qa", "k3x9Qa")],
    ["has one digit too many in the expiry", `${workflowName}0`],
    ["has an expiry of four digits", workflowName.slice(0, -1)],
    ["has an expiry with a leading zero", workflowName.replace("-hqt80", "-0qt80")],
    ["has a nonce of seven", workflowName.replace("k3x9qa", "k3x9qaa")],
    ["has a nonce of five", workflowName.replace("k3x9qa", "k3x9q")],
    ["has an upper-case user", personName.replace("u024", "U024")],
    ["has the user of a bot", personName.replace("u024", "b024")],
    ["has something in front of the user", personName.replace("u024", "bu024")],
    ["has a user of two", personName.replace("u024be7lh", "u0")],
    ["has a letter that only folds to one of ours", personName.replace("be7lh", "be7ſh")],
    ["has the Kelvin sign", personName.replace("k3x9qa", "\u212a3x9qa")],
    ["has a team hash of five", personName.replace("0f3z", "0f3zz")],
    ["has 64 characters", personName.replace("u024be7lh", `u${"0".repeat(37)}`)],
  ])("%s", (_, name) => {
    expect([workflowName, personName]).not.toContain(name);
    expect(decodeName(name)).toBeUndefined();
  });

  it("has 64 characters, though each part is sound", () => {
    const numbers = ["zzzzzzzzzz", "zzzzzzzzzz", "zzzz", "zzzzzzzzzz"];
    const name = ["sgpu-gh", ...numbers, "k3x9qa", "hqt80"].join("-");
    const longer = name.replace("-zzzz-", `-${"z".repeat(4 + 64 - name.length)}-`);
    expect([name.length < 64, longer.length]).toEqual([true, 64]);
    expect(decodeName(name)).toBeDefined();
    expect(decodeName(longer)).toBeUndefined();
  });

  it("is ours in upper case", () => {
    fc.assert(
      fc.property(ourName, (name) => {
        expect(decodeName(name.toUpperCase())).toBeUndefined();
      }),
    );
  });

  it("was cut anywhere", () => {
    fc.assert(
      fc.property(ourName, fc.nat(), (name, cut) => {
        expect(decodeName(name.slice(0, cut % name.length))).toBeUndefined();
      }),
    );
  });

  it("has one digit too many at its end", () => {
    const digit = fc.constantFrom(..."0123456789abcdefghijklmnopqrstuvwxyz");
    fc.assert(
      fc.property(ourName, digit, (name, more) => {
        expect(decodeName(name + more)).toBeUndefined();
      }),
    );
  });

  it("has a leading zero in one of its numbers", () => {
    fc.assert(
      fc.property(ourName, fc.integer({ min: 2, max: 5 }), (name, index) => {
        fc.pre(name.startsWith("sgpu-gh-"));
        const parts = name.split("-").map((part, i) => (i === index ? `0${part}` : part));
        expect(decodeName(parts.join("-"))).toBeUndefined();
      }),
    );
  });
});

describe("nothing that we do not write ourselves is read as ours:", () => {
  const char = fc.oneof(fc.constantFrom(..."0az-AZ_ \n.ſK"), fc.string({ maxLength: 1 }));

  it("a name of ours with one character replaced", () => {
    fc.assert(
      fc.property(ourName, fc.nat(), char, (name, at, other) => {
        const index = at % name.length;
        expectNoGuess(name.slice(0, index) + other + name.slice(index + 1));
      }),
      { numRuns: 1_000 },
    );
  });

  it("a name of ours with one character put in between", () => {
    fc.assert(
      fc.property(ourName, fc.nat(), char, (name, at, other) => {
        const index = at % (name.length + 1);
        expectNoGuess(name.slice(0, index) + other + name.slice(index));
      }),
      { numRuns: 1_000 },
    );
  });

  it("parts of any kind, joined as ours are", () => {
    const part = fc.string({ unit: fc.constantFrom(..."0019azuwAZ"), maxLength: 12 });
    const kind = fc.constantFrom("gh", "sl");
    fc.assert(
      fc.property(kind, fc.array(part, { minLength: 3, maxLength: 6 }), (mark, parts) => {
        expectNoGuess(["sgpu", mark, ...parts].join("-"));
      }),
      { numRuns: 2_000 },
    );
  });

  it("any text at all", () => {
    fc.assert(
      fc.property(anyText(80), (name) => {
        expect(decodeName(name)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
