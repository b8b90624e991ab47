/** `create <gpu[:n]> <lifetime> [region]`. Pure. */
import { ok } from "@sesterce-gpu/shared";
import { missing, type Parsed, parseTime, TIME, wrong } from "./arguments.ts";
import { parseOfferWord } from "./offers.ts";

const GPU = "a GPU of /gpu offers, like H100 or H100:8";

/** Without a count it is one; of any GPU at least one. A region's name may have blanks in it. */
export function parseCreate([gpu, time, ...place]: readonly string[]): Parsed {
  if (gpu === undefined || time === undefined) {
    return missing("create", `${GPU}, and ${TIME}`);
  }
  const word = parseOfferWord(gpu);
  if (word === undefined) return wrong("create", gpu, GPU);
  const lifetimeMs = parseTime(time);
  if (lifetimeMs === undefined) return wrong("create", time, TIME);
  const region = place.length > 0 ? place.join(" ") : null;
  const isAny = word.text.toLowerCase() === "any";
  const count = word.count ?? (isAny ? null : 1);
  return ok({ name: "create", gpu: { text: word.text, count }, lifetimeMs, region });
}
