/** All faults by name, and the table of them that the README carries. */
import { connectionFaults } from "./connections.ts";
import { contentFaults } from "./contents.ts";
import { EVERY_OPERATION, type FaultDefinition, READS, type Registry } from "./definition.ts";
import { refusalFaults } from "./refusals.ts";

export const faultRegistry: Registry = {
  ...refusalFaults,
  ...connectionFaults,
  ...contentFaults,
};

/** Markdown before it is formatted; a test holds the README against it. */
export function faultTable(): string {
  const rows = Object.entries(faultRegistry).map(
    ([name, { doc, params, ...fault }]) =>
      `| \`${name}\` | ${operations(fault)} | ${doc}. | ${params} |`,
  );
  return ["| fault | on | what it does | parameters |", "| --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function operations({ on }: Pick<FaultDefinition<never>, "on">): string {
  if (on.length === EVERY_OPERATION.length) return "any";
  return on.length === READS.length ? "any read" : on.join(", ");
}
