/** What somebody reads who may not do that: who may, or why nobody may. Pure. */
import type { Denied, Who } from "../authorize.ts";
import type { Message } from "../message.ts";
import { code, mention } from "../text.ts";
import { lines } from "./blocks.ts";

const MAY: Readonly<Record<Who, string>> = {
  operators: "Only operators may do that",
  renters: "Only renters may do that",
  "owner-or-operators": "Only the person whose lease it is and operators may do that",
  nobody: "Nobody may do that: it is not ours",
};

const MOST_NAMED = 20;

export function deniedView(denied: Denied): Message {
  if (denied.code === "not-configured") {
    const variables = denied.variables.map((variable) => code(variable)).join(", ");
    return lines([
      `Nobody may do that before this Worker knows who may: ${variables} can't be used.`,
      "An operator sets it and deploys again; `/healthz` names what is wrong.",
    ]);
  }
  const { who, userIds } = denied;
  const named = userIds.slice(0, MOST_NAMED).map(mention).join(", ");
  const more = userIds.length > MOST_NAMED ? ` and ${userIds.length - MOST_NAMED} more` : "";
  return lines([named === "" ? `${MAY[who]}.` : `${MAY[who]}: ${named}${more}.`]);
}
