import { HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { abandonedOver } from "./abandoned.ts";

const START = 50 * HOUR_MS;
const hours = (count: number): number => START + count * HOUR_MS;
const SPAN = { startAt: START, lengthMs: 4 * HOUR_MS, stepMs: HOUR_MS };

describe("machines that nobody owns", () => {
  it("are those between their owner's end and their own", () => {
    const all = [
      { endedAt: hours(1), goneAt: hours(2.5) },
      { endedAt: hours(2), goneAt: null },
    ];
    expect(abandonedOver(all, SPAN)).toEqual([
      { at: 0, machines: 0, hours: 0 },
      { at: HOUR_MS, machines: 1, hours: 0 },
      { at: 2 * HOUR_MS, machines: 2, hours: 1 },
      { at: 3 * HOUR_MS, machines: 1, hours: 2.5 },
      { at: 4 * HOUR_MS, machines: 1, hours: 3.5 },
    ]);
  });

  it("are not those whose owner lives, or outlives them", () => {
    const all = [
      { endedAt: null, goneAt: null },
      { endedAt: hours(3), goneAt: hours(1) },
    ];
    const moments = abandonedOver(all, SPAN);
    expect(moments.map(({ machines }) => machines)).toEqual([0, 0, 0, 0, 0]);
    expect(moments.at(-1)?.hours).toBe(0);
  });
});
