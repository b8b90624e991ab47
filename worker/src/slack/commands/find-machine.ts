/** The machine that a person means: by id, by name, or by the beginning of one id. Pure. */
import type { FleetMachine } from "../../fleet/types.ts";

export type Meant =
  | { readonly kind: "one"; readonly machine: FleetMachine }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly ids: readonly string[] };

const SHORTEST_PREFIX = 4;
const MOST_NAMED = 5;

export function findMachine(reference: string, machines: readonly FleetMachine[]): Meant {
  const asId = reference.toLowerCase();
  const byId = machines.filter(({ machine }) => machine._id.toLowerCase() === asId);
  const byName = machines.filter(({ machine }) => spaced(machine.name) === spaced(reference));
  const beginning =
    reference.length >= SHORTEST_PREFIX
      ? machines.filter(({ machine }) => machine._id.toLowerCase().startsWith(asId))
      : [];
  const [meant = []] = [byId, byName, beginning].filter(({ length }) => length > 0);
  const [machine] = meant;
  if (!machine) return { kind: "none" };
  if (meant.length === 1) return { kind: "one", machine };
  return { kind: "several", ids: meant.slice(0, MOST_NAMED).map((each) => each.machine._id) };
}

/** A line that is typed has single blanks. */
const spaced = (name: string): string => name.trim().replace(/\s+/g, " ");
