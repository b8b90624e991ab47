/** `gc [status | run | approve <id>]`. Pure. */
import { nearest, ok } from "@sesterce-gpu/shared";
import { LONGEST_WORD, missing, type Parsed, tooMany, wrong } from "./arguments.ts";

const ACTS = ["status", "run", "approve"];

export function parseGc([word = "status", ...rest]: readonly string[]): Parsed {
  const act = word.toLowerCase();
  if (act === "approve") return parseApprove(rest);
  if (act !== "status" && act !== "run") {
    const near = nearest(word.slice(0, LONGEST_WORD), ACTS);
    return wrong("gc", word, "status, run, or approve and an id", near);
  }
  return rest.length > 0 ? tooMany("gc", rest, act) : ok({ name: "gc", act });
}

function parseApprove([approvalId, ...rest]: readonly string[]): Parsed {
  const allowed = "the id of a question, as /gpu gc status shows it";
  if (approvalId === undefined) return missing("gc", allowed);
  if (rest.length > 0) return tooMany("gc", rest, allowed);
  return ok({ name: "gc", act: "approve", approvalId });
}
