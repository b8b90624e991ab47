import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../action/rolldown.config.ts";
import { importsOf } from "./helpers/imports.ts";
import { repositoryRoot } from "./runner/action-metadata.ts";

const DIST = join(repositoryRoot, "action/dist");
const MOST_BYTES = 190_000;

type Files = ReadonlyMap<string, string>;

async function filesIn(directory: string): Promise<Files> {
  const names = (await readdir(directory)).toSorted();
  const read = async (name: string) =>
    [name, await readFile(join(directory, name), "latin1")] as const;
  return new Map(await Promise.all(names.map(read)));
}

const scripts = (files: Files) => [...files].filter(([name]) => name.endsWith(".js"));

let temp = "";
let dist: Files = new Map();
beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), "sgpu-dist-"));
  dist = await filesIn(DIST);
});
afterAll(() => rm(temp, { recursive: true }));

describe("action/dist, which every job downloads and runs,", () => {
  it("is what the sources give", async () => {
    const output = { ...config.output, dir: join(temp, "dist") };
    await build({ ...config, cwd: repositoryRoot, output, logLevel: "silent" });
    const fresh = await filesIn(join(temp, "dist"));
    expect([...dist.keys()], "run `pnpm build`").toEqual([...fresh.keys()]);
    const stale = [...fresh].filter(([name, text]) => dist.get(name) !== text);
    expect(
      stale.map(([name]) => name),
      "action/dist is not what its sources give: run `pnpm build`",
    ).toEqual([]);
  });

  it("has its licences beside it", async () => {
    const licences = await readFile(join(DIST, "../licences.txt"), "utf8");
    expect(licences).toBe(await readFile(join(temp, "licences.txt"), "utf8"));
    for (const name of ["@actions/core", "zod"]) expect(licences).toContain(`${name} `);
    expect(licences).toContain("Permission is hereby granted");
  });

  it(`has at most ${MOST_BYTES} bytes in all`, () => {
    const bytes = [...dist.values()].reduce((sum, text) => sum + text.length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  it("can be read: our names are in it, and its lines are short", () => {
    const shared = dist.get("shared.js") ?? "";
    const names = ["function choose(", "async function provision(", "SesterceClient = class"];
    expect(names.filter((name) => !shared.includes(name))).toEqual([]);
    for (const [name, text] of scripts(dist)) {
      const longest = Math.max(...text.split("\n").map((line) => line.length));
      expect(longest, name).toBeLessThan(1_000);
      expect(text.split("\n").length, name).toBeGreaterThanOrEqual(Math.floor(text.length / 60));
    }
  });

  it("imports what Node has and its own files, and nothing else", () => {
    const known = new Set([...builtinModules, ...[...dist.keys()].map((name) => `./${name}`)]);
    const imported = scripts(dist).flatMap(([, text]) => importsOf(text));
    expect(imported).toContain("./shared.js");
    const foreign = imported.filter((name) => !name.startsWith("node:") && !known.has(name));
    expect(foreign).toEqual([]);
  });
});
