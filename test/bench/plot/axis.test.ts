import { describe, expect, it } from "vitest";
import { linearAxis, logAxis } from "./axis.ts";

describe("a linear axis", () => {
  it.each([
    [10.52, 12, [0, 2, 4, 6, 8, 10, 12]],
    [35, 40, [0, 10, 20, 30, 40]],
    [3, 3, [0, 1, 2, 3]],
    [100, 100, [0, 20, 40, 60, 80, 100]],
  ])("up to %d ends at %d", (most, to, ticks) => {
    expect(linearAxis("s", most)).toEqual({ title: "s", kind: "linear", from: 0, to, ticks });
  });
});

describe("a logarithmic axis", () => {
  it("has the powers of ten around the values, to the digit", () => {
    expect(logAxis("ms", [0.02, 9])).toMatchObject({
      from: 0.01,
      to: 10,
      ticks: [0.01, 0.1, 1, 10],
    });
    expect(logAxis("ms", [1, 466_407]).to).toBe(1_000_000);
    expect(logAxis("ms", [10, 1_000]).ticks).toEqual([10, 100, 1_000]);
  });
});
