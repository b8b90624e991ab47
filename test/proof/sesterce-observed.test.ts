/** What the simulator says in its observed mode differs from the vendor's description where README has it, not elsewhere. */
import { describe, expect, it } from "vitest";
import { EVERY_OPERATION } from "../simulator/faults/definition.ts";
import { tableUnder } from "./readme-table.ts";
import { type Difference, differencesOf } from "./sesterce/difference.ts";
import { hearAll } from "./sesterce/situations.ts";

const heard = await hearAll();
const seen = new Set(heard.flatMap(differencesOf).map(lineOf));
const table = tableUnder("Sesterce: where the observed mode differs from the vendor's OpenAPI");

/** A row of the table stands for each of its operations. */
function listed([operations = "", where = "", what = ""]: readonly string[]): string[] {
  const all = operations === "all" ? EVERY_OPERATION : operations.split(", ");
  return all.map((operation) => [operation, where.replaceAll("`", ""), what].join(" | "));
}

function lineOf(difference: Difference): string {
  return difference.join(" | ");
}

describe("the observed mode of the simulated Sesterce", () => {
  it("was brought to answer every operation in many ways", () => {
    for (const operation of EVERY_OPERATION) {
      const statuses = heard.filter((one) => one.operation === operation).map((one) => one.status);
      expect(new Set(statuses).size, operation).toBeGreaterThan(5);
    }
  });

  it("differs from the vendor's OpenAPI exactly where test/README.md says", () => {
    const rows = table.flatMap(listed);
    expect(
      [...seen].filter((line) => !rows.includes(line)),
      "not in the table",
    ).toEqual([]);
    expect(
      rows.filter((line) => !seen.has(line)),
      "not so",
    ).toEqual([]);
    expect(rows.length).toBe(seen.size);
  });

  it.each(table)("says why: %s, %s: %s", (_operations, _where, _what, why) => {
    expect(why).toMatch(/\w+ \w+ \w+/);
  });
});
