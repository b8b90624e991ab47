import { describe, expect, it } from "vitest";
import { VirtualClock } from "./virtual-clock.ts";

describe("the virtual clock", () => {
  it("runs a ten-month wait with 120 polls", async () => {
    const clock = new VirtualClock(0);
    await clock.run(async () => {
      for (let poll = 0; poll < 120; poll++) await clock.sleep(220_000_000);
    });
    expect(clock.now()).toBe(26_400_000_000);
  });

  it("wakes sleepers in the order of their time, whatever the order of their calls", async () => {
    const clock = new VirtualClock(0);
    const woken: number[] = [];
    const nap = (ms: number) => clock.sleep(ms).then(() => woken.push(ms));
    await clock.run(Promise.all([nap(30), nap(10), nap(20), nap(-5)]));
    expect(woken).toEqual([-5, 10, 20, 30]);
  });

  it.each([false, true])(
    "lets the work of a sleeper finish before it wakes a later one (in process: %s)",
    async (isInProcess) => {
      const clock = new VirtualClock(0, { isInProcess });
      const seen: string[] = [];
      const first = clock.sleep(10).then(async () => {
        for (let copy = 0; copy < 20; copy++)
          await new Response(new Response("a body").body).text();
        seen.push(await new Response("a body").text());
        seen.push(`read at ${clock.now()}`);
      });
      const second = clock.sleep(11).then(() => seen.push("second"));
      await clock.run(Promise.all([first, second]));
      expect(seen).toEqual(["a body", "read at 10", "second"]);
    },
  );

  it("wakes a sleeper that is aborted at once, with the reason of the abort", async () => {
    const clock = new VirtualClock(0);
    const abort = new AbortController();
    const sleeping = clock.sleep(60_000, abort.signal);
    abort.abort(new Error("cancelled"));
    await expect(clock.run(sleeping)).rejects.toThrow("cancelled");
    expect(clock.now()).toBe(0);
  });

  it("does not begin to sleep when the signal is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("cancelled"));
    await expect(new VirtualClock().sleep(1, signal)).rejects.toThrow("cancelled");
  });

  it("advances by exactly what it is told, waking what falls due on the way", async () => {
    const clock = new VirtualClock(0);
    const woken: number[] = [];
    for (const ms of [50, 150, 250]) void clock.sleep(ms).then(() => woken.push(clock.now()));
    await clock.advance(200);
    expect(woken).toEqual([50, 150]);
    expect(clock.now()).toBe(200);
  });

  it("waits in real time for work that needs no virtual time", async () => {
    const clock = new VirtualClock(0);
    const digest = () => crypto.subtle.digest("SHA-256", new TextEncoder().encode("text"));
    expect((await clock.run(digest)).byteLength).toBe(32);
    expect(clock.now()).toBe(0);
  });

  it("stands still while work elsewhere is under way", async () => {
    const asked: number[] = [];
    const clock = new VirtualClock(0, {
      elsewhere: {
        isBusy: () => {
          asked.push(clock.now());
          return asked.length < 4;
        },
        pause: () => Promise.resolve(),
      },
    });
    await clock.run(clock.sleep(1_000));
    expect(asked.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(clock.now()).toBe(1_000);
  });

  it("stands still while work elsewhere begins and ends within each turn", async () => {
    const asked: number[] = [];
    const clock = new VirtualClock(0, {
      isInProcess: true,
      elsewhere: {
        isBusy: () => false,
        get changes() {
          asked.push(clock.now());
          return Math.min(asked.length, 6);
        },
        pause: () => Promise.resolve(),
      },
    });
    await clock.run(clock.sleep(1_000));
    expect(asked.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(clock.now()).toBe(1_000);
  });

  it("hands on what the work rejects with", async () => {
    const failing = Promise.reject(new Error("no machine"));
    await expect(new VirtualClock().run(failing)).rejects.toThrow("no machine");
  });

  it("says so when the work hangs and nothing is scheduled", async () => {
    const hanging = new VirtualClock(0, { patience: 5 }).run(new Promise(() => {}));
    await expect(hanging).rejects.toThrow(
      "Nothing is scheduled on the virtual clock at 1970-01-01",
    );
  });
});
