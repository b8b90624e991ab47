/** Main, ended for real: a choice of what `crash/` plays at every request, and what only a process can show. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@sesterce-gpu/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import { scaledClock } from "../../action/src/scaled-clock.ts";
import { type Crash, nameOf } from "../crash/plan.ts";
import { CLOUD, type OnStage, runCrash } from "../crash/run.ts";
import { cancelStep } from "../runner/cancel.ts";
import { Job } from "../runner/job.ts";
import { serveSimulator } from "../simulator/serve.ts";
import { inScenario, NODE_FLAGS } from "./scenario.ts";

const RATE = 8;

const onRealStage: OnStage = async (hold, act) => {
  const apiKey = `crash-${randomBytes(12).toString("hex")}`;
  const clock = scaledClock(systemClock, RATE);
  const { onRequest } = hold;
  const cloud = await serveSimulator({ ...CLOUD, clock, apiKey, onRequest });
  const { url, simulator, close } = cloud;
  const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
  const job = await Job.start({
    inputs: { "api-key": apiKey, "api-url": url, gpu: "L4" },
    nodeFlags: NODE_FLAGS,
    env: { SGPU_CLOCK_RATE: String(RATE), SGPU_HOME: home },
  });
  try {
    // A busy machine is slow, not wrong: the runner has all the patience that it has.
    return await act({ simulator, job, clock: systemClock });
  } finally {
    await Promise.all([close(), job.end(), rm(home, { recursive: true, force: true })]);
  }
};

const CRASHES: readonly Crash[] = [
  { world: "usual", manner: "killed before", operation: "offers", state: "with state" },
  { world: "usual", manner: "killed before", operation: "create", state: "with state" },
  { world: "usual", manner: "killed after", operation: "create", state: "with state" },
  { world: "usual", manner: "killed after", operation: "create", state: "without state" },
  { world: "usual", manner: "cancelled, lost", operation: "create", state: "with state" },
  { world: "usual", manner: "cancelled, landing", operation: "create", state: "without state" },
  { world: "usual", manner: "killed after", operation: "get", state: "without state" },
  { world: "usual", manner: "cancelled after", operation: "list", state: "with state" },
  { world: "listed late", manner: "killed after", operation: "create", state: "without state" },
  {
    world: "answer lost, listed late",
    manner: "cancelled after",
    operation: "create",
    state: "with state",
  },
  { world: "first in error", manner: "killed before", operation: "delete", state: "with state" },
  { world: "first in error", manner: "killed after", operation: "delete", state: "with state" },
];

describe.concurrent("main, as a process of its own,", () => {
  it.each(CRASHES.map((crash) => [nameOf(crash), crash] as const))("%s", async (_, crash) => {
    const { wasHit, leaks, wrong, log } = await runCrash(crash, onRealStage);
    expect(wasHit).toBe(true);
    expect([...leaks, ...wrong], log).toEqual([]);
  });
});

/** An `ssh` that says that it was started, and hangs. */
const HANGING = `#!/bin/sh
touch "$SGPU_HOME/login"
exec sleep 5
`;

describe.concurrent("main, ended while it logs in,", () => {
  it.each(["killed", "cancelled"])(
    "%s, leaves nothing behind that post does not end",
    async (manner) => {
      const bin = await mkdtemp(join(tmpdir(), "sgpu-bin-"));
      onTestFinished(() => rm(bin, { recursive: true }));
      await writeFile(join(bin, "ssh"), HANGING);
      await chmod(join(bin, "ssh"), 0o755);
      const env = { PATH: `${bin}:${process.env.PATH}` };
      await inScenario({ inputs: { gpu: "L4" }, env }, async (scenario) => {
        const step = await scenario.startMain();
        await scenario.until(() => existsSync(join(scenario.home, "login")));
        if (manner === "killed") step.process.kill("SIGKILL");
        else expect(await cancelStep(step)).toMatchObject({ endedBy: "SIGINT", exitCode: 1 });
        await scenario.ended(step.done);
        const post = await scenario.post();
        expect(post.exitCode, post.log).toBe(0);
        expect(post.log).toMatch(manner === "killed" ? /^Deleted: /m : /^Already gone: /m);
        expect(await scenario.leftFiles()).toEqual([]);
      });
    },
  );
});
