import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { type ReleaseFacts, releaseNotes } from "./release.ts";

const CHANGELOG = `# Changelog

## Unreleased

- Later.

## 1.2.3 (2026-12-01)

- An input.
- An output.

## 1.2.0

- The first.
`;
const good: ReleaseFacts = {
  tag: "v1.2.3",
  versions: { "package.json": "1.2.3", "action/package.json": "1.2.3" },
  changelog: CHANGELOG,
};
const faultsOf = (facts: ReleaseFacts) => {
  const notes = releaseNotes(facts);
  return notes.ok ? [] : notes.reason;
};

describe("the notes of a release", () => {
  it("are CHANGELOG's entry, and nothing of its neighbours", () => {
    expect(releaseNotes(good)).toEqual({ ok: true, value: "- An input.\n- An output." });
    const versions = { "package.json": "1.2.0" };
    expect(releaseNotes({ ...good, tag: "v1.2.0", versions })).toMatchObject({
      value: "- The first.",
    });
  });

  it.each(["1.2.3", "v1", "v1.2", "v01.2.3", "v1.2.3-rc.1", "v1.2.3\n", ""])(
    "are refused for the tag %j",
    (tag) => {
      expect(faultsOf({ ...good, tag })).toEqual([expect.stringContaining("such as v1.2.3")]);
    },
  );

  it("are refused for a package of another version, by its path", () => {
    const versions = { ...good.versions, "action/package.json": "1.2.2" };
    expect(faultsOf({ ...good, versions })).toEqual([
      "action/package.json has version 1.2.2, the tag 1.2.3.",
    ]);
  });

  it("are refused without an entry, or with an empty one", () => {
    for (const changelog of ["# Changelog\n\n## 1.2.30\n\n- Other.\n", "## 1.2.3\n\n## 1.2.0\n"]) {
      expect(faultsOf({ ...good, changelog })).toEqual([
        'CHANGELOG.md says nothing under "## 1.2.3".',
      ]);
    }
  });

  it("are asked for by the workflow's command, which tells what is wrong and fails", async () => {
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    const run = promisify(execFile)(process.execPath, [main, "v99.0.0"]);
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("worker/package.json has version"),
    });
  });
});
