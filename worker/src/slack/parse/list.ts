/** `list [mine]`. Pure. */
import { nearest, ok } from "@sesterce-gpu/shared";
import { LONGEST_WORD, type Parsed, withPage, wrong } from "./arguments.ts";

export function parseList(words: readonly string[]): Parsed {
  return withPage("list", words, (rest, page) => {
    const other = rest.find((word) => word.toLowerCase() !== "mine");
    if (other !== undefined)
      return wrong(
        "list",
        other,
        "mine, or nothing",
        nearest(other.slice(0, LONGEST_WORD), ["mine"]),
      );
    return ok({ name: "list", mine: rest.length > 0, page });
  });
}
