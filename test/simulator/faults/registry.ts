/** All faults by name, and the table of them that the README carries. */
import { connectionFaults } from "./connections.ts";
import { creationFaults } from "./creation.ts";
import { EVERY_OPERATION, type FaultDefinition, type Registry } from "./definition.ts";
import { machineFaults } from "./machines.ts";

export const faultRegistry: Registry = {
  ...connectionFaults,
  ...creationFaults,
  ...machineFaults,
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
  return on.length === EVERY_OPERATION.length ? "any" : on.join(", ");
}
