/**
 * Entry of the release workflow: `node test/release/main.ts v1.2.3` prints the notes of that release, or says
 * what the tag does not agree with. Needs nothing installed: it runs beside a token that may write.
 */
import { readFileSync } from "node:fs";
import { releaseNotes } from "./release.ts";

const PACKAGES = ["", "action/", "shared/", "test/", "worker/"].map(
  (path) => `${path}package.json`,
);

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const versions = Object.fromEntries(
  PACKAGES.map((path) => [path, String(JSON.parse(read(path)).version)]),
);
const tag = process.argv[2] ?? "";
const notes = releaseNotes({ tag, versions, changelog: read("CHANGELOG.md") });
if (notes.ok) {
  console.log(notes.value);
} else {
  for (const fault of notes.reason) console.error(fault);
  process.exitCode = 1;
}
