import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { fillIn, generatedParts } from "./readme.ts";
import { inputsTable, outputsTable } from "./tables.ts";
import { notPrinted, transcript } from "./transcript.ts";

const PAGES = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];
const read = (path: string) => readFile(join(repositoryRoot, path), "utf8");

/** Targets of links that are no addresses, without their fragments. */
const fileLinks = (text: string) =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .flatMap(([, target = ""]) => target)
    .filter((target) => !target.startsWith("https://"));

const headings = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );

describe("README.md", () => {
  it("has the tables that both action.yml make: `pnpm run docs` writes them", async () => {
    const readme = await read("README.md");
    expect(readme).toBe(fillIn(readme, generatedParts()));
  });
});

describe.each(PAGES)("%s", (page) => {
  it("links to files that are there, and to headings of its own", async () => {
    const text = await read(page);
    const missing = fileLinks(text).filter((path) => !existsSync(join(repositoryRoot, path)));
    expect(missing).toEqual([]);
    const fragments = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, fragment]) => fragment);
    expect(fragments.filter((fragment) => !headings(text).includes(fragment ?? ""))).toEqual([]);
  });
});

describe("a generated table", () => {
  it("tells defaults, what is required, and shows a pipe as one", () => {
    const inputs = {
      key: { description: "The key.", required: true },
      list: { description: "`a|b` or nothing.", default: "a|b" },
      free: { description: "Whatever." },
    };
    expect(inputsTable(inputs).split("\n").slice(2)).toEqual([
      "| `key` | required | The key. |",
      "| `list` | `a\\|b` | `a\\|b` or nothing. |",
      "| `free` | | Whatever. |",
    ]);
    expect(outputsTable({ ip: { description: "Its address." } })).toBe(
      "| output | meaning |\n|---|---|\n| `ip` | Its address. |",
    );
  });

  it("takes the place of an older one, and leaves the rest alone", () => {
    const text = "a\n<!-- x -->\nold\n<!-- /x -->\nz\n";
    const filled = fillIn(text, { x: "new" });
    expect(filled).toBe("a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nz\n");
    expect(fillIn(filled, { x: "new" })).toBe(filled);
  });

  it.each(["no marker", "<!-- x --> without an end", "<!-- x --> <!-- /x --> <!-- x -->"])(
    "is refused where it has no place: %s",
    (text) => {
      expect(() => fillIn(text, { x: "new" })).toThrow('must have one "<!-- x -->"');
    },
  );
});

describe("a transcript", () => {
  const printed = [
    "■ Step",
    "  Renting machine 6b083d3d5e57e4ce00000001 for 2.75 $/h.\n  Ready after 8s.",
  ];

  it("may differ in ids and figures, be cut, and leave lines out", () => {
    const told = [
      "  Ready after 12s.",
      "  …",
      "  Renting machine 6b083d4d5e57e4ce00000002 for 3 …",
    ];
    expect(notPrinted(told, printed)).toEqual([]);
  });

  it("is caught with a line that was never printed", () => {
    const invented = ["■ Stop", "  Ready at once.", "  Renting a house …"];
    expect(notPrinted(["■ Step", ...invented], printed)).toEqual(invented);
  });

  it("is in README.md for the demo and for the Worker on this computer", () => {
    expect(transcript("demo").length).toBeGreaterThan(20);
    expect(transcript("worker-dev").length).toBeGreaterThan(5);
    expect(() => transcript("nothing")).toThrow("no transcript");
  });
});
