import { describe, expect, it } from "vitest";
import { missedTargets } from "../table.ts";
import { growthRows, nounOf } from "./growth.ts";

const growing = {
  whatOf: (count: string) => `a plan for ${count}`,
  nounOf: nounOf("machine"),
  digits: 1,
};

describe("rows of what grows", () => {
  it("hold each figure against the one before, and say how many times as many it is for", () => {
    const rows = growthRows(
      [
        [1, 2],
        [50, 10],
        [1_000, 220],
      ],
      growing,
    );
    expect(rows).toMatchObject([
      { what: "a plan for 1 machine", measured: "2.0 ms", against: "", ratio: null },
      { what: "a plan for 50 machines", against: "1 machine: 2.0 ms", ratio: 5, times: 50 },
      { what: "a plan for 1,000 machines", against: "50 machines: 10.0 ms", ratio: 22, times: 20 },
    ]);
  });

  it("miss their target where the cost grows with the square, not where it grows in proportion", () => {
    expect(
      missedTargets(
        growthRows(
          [
            [100, 1],
            [1_000, 100],
          ],
          growing,
        ),
      ),
    ).toHaveLength(1);
    expect(
      missedTargets(
        growthRows(
          [
            [100, 1],
            [1_000, 14],
          ],
          growing,
        ),
      ),
    ).toEqual([]);
  });
});
