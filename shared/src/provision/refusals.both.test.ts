import { describe, expect, it } from "vitest";
import { SesterceError } from "../errors.ts";
import { Refusals } from "./refusals.ts";

const refusal = (status: number, apiMessage: string | undefined) =>
  new SesterceError({ code: "refused", message: "refused", status, apiMessage });
const soldOut = refusal(409, "OUT_OF_STOCK");

function answersTo(...errors: SesterceError[]): boolean[] {
  const refusals = new Refusals();
  return errors.map((error) => refusals.isThirdAlike(error));
}

describe("refusals in a row", () => {
  it("are a wrong request from the third alike on", () => {
    expect(answersTo(soldOut, soldOut, soldOut, soldOut)).toEqual([false, false, true, true]);
  });

  it.each([
    ["message", refusal(409, "NAME_TAKEN")],
    ["status", refusal(400, "OUT_OF_STOCK")],
    ["message, which it lacks", refusal(409, undefined)],
  ])("are counted anew after one of another %s", (_, other) => {
    expect(answersTo(soldOut, soldOut, other, soldOut, soldOut)).toEqual(Array(5).fill(false));
  });
});
