import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { HEAVY, weightOf } from "./heavy-first.ts";

it("knows files that there are, the heaviest first", () => {
  const [first = "", second = ""] = HEAVY;
  expect(HEAVY.filter((path) => !existsSync(`.${path}`))).toEqual([]);
  expect(weightOf(`/work${first}`)).toBeGreaterThan(weightOf(`/work${second}`));
  expect(weightOf(`/work${second}`)).toBeGreaterThan(weightOf("/work/test/boundary.test.ts"));
});
