/** What must hold of every launch that is over, whatever happened to it. */
import { expect } from "vitest";
import type { Undone } from "../../../worker/src/fleet/launch.ts";
import { type LaunchWorld, later } from "./world.ts";

type Outcome =
  | { readonly kind: "ready"; readonly machineId: string }
  | { readonly kind: "failed"; readonly undone: Undone }
  | { readonly kind: "over" | "terminated" };

/**
 * One machine, which the person can log in to, or none that is not named to them; a lease before each POST; the
 * end in D1. `context` names the case.
 */
export async function expectSound(
  world: LaunchWorld,
  outcome: Outcome,
  context = "",
): Promise<void> {
  await later(world);
  const said = world.said().at(-1) ?? "";
  const alive = world.alive();
  world.watch.expectLeases();
  expect(outcome.kind, context).toMatch(/^(ready|failed)$/);
  if (outcome.kind === "ready") {
    expect(alive, context).toEqual([outcome.machineId]);
    expect(said, context).toMatch(/\*Ready:\*[\s\S]*ssh -p \d+ \w+@203/);
  }
  if (outcome.kind === "failed") {
    const named = outcome.undone.left.map(({ id }) => id);
    if (!outcome.undone.mayStillLand) expect(alive, context).toEqual(named);
    expect(said, context).toContain("*No machine:*");
    for (const id of named) expect(said, context).toContain(id);
  }
}
