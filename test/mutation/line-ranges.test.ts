import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { AREAS } from "./areas.ts";
import { lineRanges } from "./line-ranges.ts";

const SOURCE = `const A = 1;
export const B_MS = 2;
export const list = [
  1,
];
async function c(
  a: number,
): Promise<void> {
  await a;
}
export function cd(): number {
  return 1;
}
const arrow = (): number =>
  cd() +
  1;
`;

describe("where a function or constant stands", () => {
  it.each([
    ["A", "1-1"],
    ["B_MS", "2-2"],
    ["list", "3-5"],
    ["c", "6-10"],
    ["cd", "11-13"],
  ])("%s: in lines %s", (name, range) => {
    expect(lineRanges(SOURCE, [name])).toEqual([range]);
  });

  it("is asked of several at once", () => {
    expect(lineRanges(SOURCE, ["cd", "A"])).toEqual(["11-13", "1-1"]);
  });

  it.each([["d"], ["B"], ["a"], ["arrow"]])("is not guessed: %s", (name) => {
    expect(() => lineRanges(SOURCE, [name])).toThrow(RangeError);
  });

  it("is found for all that is to be mutated", async () => {
    for (const { file, only } of AREAS.flatMap(({ mutate }) => mutate)) {
      const source = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
      expect(lineRanges(source, only ?? [])).toHaveLength(only?.length ?? 0);
    }
  });
});
