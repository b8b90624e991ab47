/** `extend <id> <time>` and `delete <id>`. Pure. */
import { ok } from "@sesterce-gpu/shared";
import { missing, type Parsed, parseTime, TIME, wrong } from "./arguments.ts";
import { MACHINE } from "./show.ts";

/** A name may have blanks in it; what is added stands last. */
export function parseExtend(words: readonly string[]): Parsed {
  const machine = words.slice(0, -1).join(" ");
  const time = words.at(-1);
  if (time === undefined || machine === "") {
    return missing("extend", `${MACHINE}, and ${TIME}`);
  }
  const addMs = parseTime(time);
  return addMs === undefined
    ? wrong("extend", time, `${TIME}, last of all`)
    : ok({ name: "extend", machine, addMs });
}

export function parseDelete(words: readonly string[]): Parsed {
  return words.length > 0
    ? ok({ name: "delete", machine: words.join(" ") })
    : missing("delete", MACHINE);
}
