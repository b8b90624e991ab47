/** What a tag must agree with before it becomes a release, and the notes of that release. Pure. */
import { fail, ok, type Result } from "../../shared/src/result.ts";

export interface ReleaseFacts {
  readonly tag: string;
  /** The version of each package.json, by its path. */
  readonly versions: Readonly<Record<string, string>>;
  readonly changelog: string;
}

const TAG = /^v((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/;

/** CHANGELOG's entry for the tag; otherwise a sentence for each thing that is wrong. */
export function releaseNotes({
  tag,
  versions,
  changelog,
}: ReleaseFacts): Result<string, readonly string[]> {
  const version = TAG.exec(tag)?.[1];
  if (version === undefined) {
    return fail([`The tag is ${JSON.stringify(tag)}; a release has one such as v1.2.3.`]);
  }
  const notes = entryOf(version, changelog);
  const others = Object.entries(versions).filter(([, found]) => found !== version);
  const faults = [
    ...others.map(([path, found]) => `${path} has version ${found}, the tag ${version}.`),
    ...(notes === "" ? [`CHANGELOG.md says nothing under "## ${version}".`] : []),
  ];
  return faults.length > 0 ? fail(faults) : ok(notes);
}

/** What stands under `## 1.2.3`, or `## 1.2.3 (2026-12-01)`. */
function entryOf(version: string, changelog: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => /^\S+/.exec(text)?.[0] === version);
  return section?.slice(section.indexOf("\n")).trim() ?? "";
}
