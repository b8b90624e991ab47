/** `show <id or name>`. Pure. */
import { ok } from "@sesterce-gpu/shared";
import { missing, type Parsed } from "./arguments.ts";

/** What names a machine, as a clause. */
export const MACHINE = "a machine's id, the beginning of it, or its name";

/** A name may have blanks in it. */
export function parseShow(words: readonly string[]): Parsed {
  return words.length > 0
    ? ok({ name: "show", machine: words.join(" ") })
    : missing("show", MACHINE);
}
