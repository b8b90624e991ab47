/** Reads `survivors.json`: the mutants that may live, one entry for each, with the reason in a sentence. */
import { readFile } from "node:fs/promises";
import * as z from "zod/mini";

const text = z.string().check(z.minLength(1));

const Known = z.array(
  z.strictObject({
    file: text,
    mutator: text,
    line: text,
    from: text,
    to: z.string(),
    reason: z.string().check(z.minLength(20)),
  }),
);
/** A survivor that we know of. */
export type Known = z.infer<typeof Known>[number];

export async function readKnown(): Promise<Known[]> {
  const file = new URL("survivors.json", import.meta.url);
  return Known.parse(JSON.parse(await readFile(file, "utf8")));
}
