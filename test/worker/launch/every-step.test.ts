/** Each step of a launch is stopped and fails, before and after its work: one machine or none, whatever happens. */
import { describe, expect, it } from "vitest";
import type { ScriptedFault } from "../../simulator/index.ts";
import { expectSound } from "./expect-sound.ts";
import { runInMemory, type Trouble } from "./memory-engine.ts";
import { launchWorld } from "./world.ts";

/** Between them they take every step that there is. */
const COURSES: Record<string, readonly ScriptedFault[]> = {
  "all goes well": [],
  "a create lands without an answer, a twin beside it": [
    { fault: "create-lost-landed", lateMs: 5_000 },
    { fault: "create-twin", lateMs: 5_000 },
  ],
  "refused, then no good, then ready": [
    { fault: "sold-out" },
    { fault: "machine-error", afterMs: 30_000 },
    { fault: "delete-refused-pending" },
  ],
  "a name that is changed": [{ fault: "name-changed" }],
};

async function courseWith(faults: readonly ScriptedFault[], trouble?: Trouble) {
  const world = await launchWorld({ cloud: { bootMs: 20_000 } });
  for (const fault of faults) world.cloud.faults.add(fault);
  const run = await runInMemory(world, trouble);
  return { world, run };
}

const WAYS: readonly Omit<Trouble, "step">[] = [
  { kind: "stop", isDone: false },
  { kind: "stop", isDone: true },
  { kind: "fail", isDone: true, times: 1 },
  { kind: "fail", isDone: false },
  { kind: "fail", isDone: true },
];

const nameOf = ({ kind, isDone, times }: Omit<Trouble, "step">): string =>
  `${kind}s ${kind === "fail" && times === undefined ? "always " : ""}${isDone ? "after" : "before"} its work`;

describe.each(Object.entries(COURSES))("%s;", (_, faults) => {
  it("ends well without trouble", async () => {
    const { world, run } = await courseWith(faults);
    await expectSound(world, run.outcome);
  });

  let names: readonly string[] | undefined;
  /** Of the course without trouble, which takes the same steps each time. */
  const stepNames = async () => {
    names ??= (await courseWith(faults)).run.names;
    return names;
  };

  it.each(WAYS)("each step $kind, done $isDone, times $times", async (way) => {
    for (const step of await stepNames()) {
      const isWait = step.endsWith("wait") || step.includes("tell again");
      if (isWait && way.kind === "fail") continue;
      const trouble = { ...way, step };
      const { world, run: troubled } = await courseWith(faults, trouble);
      await expectSound(world, troubled.outcome, `${step} ${nameOf(way)}`);
      expect(troubled.wasMet, step).toBe(true);
    }
  });
});
