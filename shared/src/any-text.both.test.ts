import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "./any-text.fixture.ts";

it("any text has characters of one to four bytes, controls too, and no half of one", () => {
  const seen = new Set<number>();
  let controls = 0;
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(text.isWellFormed()).toBe(true);
      for (const character of text) {
        seen.add(new TextEncoder().encode(character).length);
        if (/\p{Cc}/u.test(character)) controls += 1;
      }
    }),
    { numRuns: 2_000 },
  );
  expect([...seen].sort()).toEqual([1, 2, 3, 4]);
  expect(controls).toBeGreaterThan(0);
});

it("any text is at most as long as asked, and shrinks to the shortest that fails", () => {
  const isShort = (text: string) => text.length < 3;
  const { counterexample } = fc.check(fc.property(anyText(5), isShort), { numRuns: 1_000 });
  expect(counterexample?.[0]).toHaveLength(3);
});
