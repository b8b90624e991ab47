import { expect, it } from "vitest";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { VirtualProcess } from "./virtual-process.ts";

it("lives as long as it waits for something, also when its program is through", async () => {
  const clock = new VirtualClock(0);
  const process = new VirtualProcess();
  const late = process.clockOf(clock);
  const exit = process.run(async () => {
    void late.sleep(5_000);
    return 3;
  });
  expect(await clock.run(exit)).toBe(3);
  expect(clock.now()).toBe(5_000);
  expect(process.kill("SIGKILL")).toBe(false);
});

it("does nothing any more once it is killed: what it waited for never comes", async () => {
  const clock = new VirtualClock(0);
  const process = new VirtualProcess();
  const done: string[] = [];
  const exit = process.run(async () => {
    await process.clockOf(clock).sleep(1_000);
    done.push("first");
    await process.clockOf(clock).sleep(1_000);
    done.push("second");
    return 0;
  });
  await clock.advance(1_500);
  process.kill("SIGKILL");
  expect(await exit).toBeNull();
  await clock.advance(10_000);
  expect(done).toEqual(["first"]);
  expect(process.gone.aborted).toBe(true);
});

it("dies of SIGINT, but for one who has asked to hear of it", async () => {
  const deaf = new VirtualProcess();
  deaf.kill("SIGINT");
  expect(deaf.gone.aborted).toBe(true);
  const heard: string[] = [];
  const listening = new VirtualProcess();
  listening.onSignal((signal) => void heard.push(signal));
  listening.kill("SIGINT");
  listening.kill("SIGTERM");
  expect(listening.gone.aborted).toBe(false);
  expect(heard).toEqual(["SIGINT", "SIGTERM"]);
});
