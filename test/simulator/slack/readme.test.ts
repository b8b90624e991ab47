import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { slackFaultTable } from "./faults/registry.ts";
import { withSlackDefaults } from "./options.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const section = readme.split("\n## Slack\n")[1]?.split("\n## ")[0] ?? "";
/** Without the padding that the formatter gives to tables. */
const unpadded = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---").trim();

describe("the README's section on Slack", () => {
  it("has exactly the table of faults that the registry makes", () => {
    const table = section.split("\n").filter((line) => line.startsWith("|"));
    expect(unpadded(table.join("\n"))).toBe(unpadded(slackFaultTable()));
  });

  it("names every option", () => {
    const options = Object.keys(withSlackDefaults({}));
    expect(options.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});
