/**
 * README.md with its generated parts made anew from both action.yml. Pure but for reading those.
 * A part is what stands between `<!-- name -->` and `<!-- /name -->`.
 */
import { readActionMetadata, readReleaseMetadata } from "../runner/action-metadata.ts";
import { inputsTable, outputsTable } from "./tables.ts";

export type Parts = Readonly<Record<string, string>>;

export function generatedParts(): Parts {
  const { inputs, outputs } = readActionMetadata();
  return {
    inputs: inputsTable(inputs),
    outputs: outputsTable(outputs),
    "release-inputs": inputsTable(readReleaseMetadata().inputs),
  };
}

/** Throws when a part has no place, or more than one. */
export function fillIn(text: string, parts: Parts): string {
  return Object.entries(parts).reduce((filled, [name, part]) => {
    const pieces = filled.split(`<!-- ${name} -->`);
    const [before, rest] = pieces;
    const end = `<!-- /${name} -->`;
    const at = rest?.indexOf(end) ?? -1;
    if (before === undefined || rest === undefined || pieces.length > 2 || at < 0) {
      throw new Error(`README.md must have one "<!-- ${name} -->", and "${end}" after it.`);
    }
    return `${before}<!-- ${name} -->\n\n${part}\n\n${rest.slice(at)}`;
  }, text);
}
