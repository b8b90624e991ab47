import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { faultTable } from "./faults/registry.ts";
import { withDefaults } from "./options.ts";

const readme = await readFile(new URL("README.md", import.meta.url), "utf8");
/** Without the padding that the formatter gives to tables. */
const unpadded = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

describe("the README of the simulated GitHub", () => {
  it("has exactly the table of faults that the registry makes", () => {
    const [, faults = ""] = readme.split("## Faults");
    const table = faults.split("\n").filter((line) => line.startsWith("|"));
    const [written] = table.join("\n").split("| file ");
    expect(unpadded(written ?? "").trim()).toBe(unpadded(faultTable()).trim());
  });

  it("names every option", () => {
    const missing = Object.keys(withDefaults({})).filter((name) => !readme.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});
