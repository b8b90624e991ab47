import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { importsOf, type Source, violations } from "./helpers/imports.ts";

const ROOT = new URL("../", import.meta.url);
const AREAS = ["action", "worker", "shared", "test"];

async function sourcesOf(area: string): Promise<Source[]> {
  const found = await readdir(new URL(area, ROOT), { recursive: true });
  const paths = found
    .map((path) => `${area}/${path}`)
    .filter((path) => path.endsWith(".ts") && !/\/(node_modules|dist)\//.test(path));
  const read = async (path: string) => ({
    path,
    text: await readFile(new URL(path, ROOT), "utf8"),
  });
  return Promise.all(paths.map(read));
}

describe("imports point down", () => {
  it("in all sources and tests", async () => {
    const sources = (await Promise.all(AREAS.map(sourcesOf))).flat();
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(violations)).toEqual([]);
  });
});

describe("a violation is found:", () => {
  it.each([
    ["shared/src/a.ts", 'import { b } from "node:fs";', "only zod"],
    ["shared/src/a.ts", 'import "hono";', "only zod"],
    ["shared/src/a.ts", 'import ky from "ky";', "only zod"],
    ["shared/src/a.ts", 'export * from "zodiac";', "only zod"],
    ["shared/src/a.ts", 'import fc from "fast-check";', "only zod"],
    ["shared/src/a/b.ts", 'import { c } from "../../../action/src/c.ts";', "neither action"],
    ["shared/src/a.ts", 'import type { C } from "@sesterce-gpu/worker";', "neither action"],
    ["shared/src/a.test.ts", 'import { c } from "../../test/c.ts";', "nothing imports test"],
    ["action/src/a.ts", 'import { c } from "../../test/simulator/index.ts";', "imports test"],
    ["action/src/a.ts", 'import { c } from "../../worker/src/c.ts";', "never meet"],
    ["worker/src/a.ts", 'const c = await import("@sesterce-gpu/action");', "never meet"],
    ["worker/src/a.ts", 'import { b } from "node:crypto";', "without Node"],
    ["worker/src/slack/a.ts", 'import { b } from "../github/b.ts";', "meet only in"],
    ["worker/src/reaper/a.ts", 'import type { B } from "../slack/b.ts";', "meet only in"],
    ["worker/src/store/a.ts", 'import { b } from "../slack/b.ts";', "only worker/src/app.ts"],
    ["worker/src/workflows/a.ts", 'import { b } from "../slack/b.ts";', "meet only in"],
    ["worker/src/index.ts", 'import { b } from "./workflows/b.ts";', "only worker/src/app.ts"],
    ["worker/src/app.ts", 'import { a } from "../check/a.ts";', "does not know worker/check"],
    ["worker/check/a.ts", 'import { a } from "../../test/a.ts";', "imports test"],
    ["worker/check/a.ts", 'import { a } from "../../action/src/a.ts";', "never meet"],
    ["action/src/a.ts", 'import * as core from "@actions/core";', "host.ts"],
    ["action/src/a.ts", 'import {\n  a,\n  type B,\n} from "@actions/core";', "host.ts"],
  ])("%s with %j", (path, text, why) => {
    expect(violations({ path, text })).toEqual([expect.stringContaining(why)]);
  });
});

describe("what is allowed is left alone:", () => {
  it.each([
    ["shared/src/a.ts", 'import * as z from "zod/mini";'],
    ["shared/src/offers/a.ts", 'import { b } from "../b.ts";'],
    ["shared/src/a.test.ts", 'import fc from "fast-check";'],
    ["action/src/a.ts", 'import { b } from "@sesterce-gpu/shared";\nimport "node:fs";'],
    ["action/src/host.ts", 'import * as core from "@actions/core";'],
    ["worker/src/a.ts", 'import { Hono } from "hono";'],
    ["worker/src/app.ts", 'import { a } from "./slack/a.ts";\nimport { b } from "./github/b.ts";'],
    ["worker/src/slack/a.ts", 'import { b } from "../store/b.ts";\nimport { c } from "./c.ts";'],
    ["worker/check/a.ts", 'import "node:fs";\nimport { a } from "../src/github/a.ts";'],
    ["test/e2e/a.ts", 'import { b } from "../../action/src/b.ts";'],
    ["shared/src/a.ts", '// import "hono";\n/** import "hono"; */\nconst a = "import x from y";'],
  ])("%s with %j", (path, text) => {
    expect(violations({ path, text })).toEqual([]);
  });

  it("every form of import is read", () => {
    const text = `import "a";
import b from 'b';
import c, { type C, d as e } from "c";
import type { F } from "d";
import * as g from "e";
export { h } from "f";
export * as i from "g";
import {
  j,
  k,
} from "h";
const l = await import("i");
import data from "./x.json" with { type: "json" };`;
    expect(importsOf(text)).toEqual([..."abcdefgh", "./x.json", "i"]);
  });
});
