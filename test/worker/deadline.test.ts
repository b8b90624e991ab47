import { describe, expect, it } from "vitest";
import { withDeadline } from "../../worker/src/deadline.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";

const error = new Error("too late");

describe("a deadline", () => {
  it("lets work that is in time be", async () => {
    const clock = new VirtualClock();
    const work = withDeadline({ clock, afterMs: 1_000, error }, async () => {
      await clock.sleep(999);
      return "done";
    });
    await expect(clock.run(work)).resolves.toBe("done");
  });

  it("aborts work that is late, with its error", async () => {
    const clock = new VirtualClock();
    let reason: unknown;
    const work = withDeadline({ clock, afterMs: 1_000, error }, (signal) =>
      clock.sleep(5_000, signal).catch((why: unknown) => {
        reason = why;
      }),
    );
    await expect(clock.run(work)).rejects.toBe(error);
    expect(reason).toBe(error);
  });

  it("gives up work that does not listen", async () => {
    const clock = new VirtualClock();
    const deaf = withDeadline({ clock, afterMs: 1_000, error }, () => new Promise(() => {}));
    await expect(clock.run(deaf)).rejects.toBe(error);
  });

  it("passes on what work throws, and leaves nobody asleep", async () => {
    const clock = new VirtualClock();
    const startedAt = clock.now();
    const work = withDeadline({ clock, afterMs: 1_000, error }, () =>
      Promise.reject(new Error("its own")),
    );
    await expect(clock.run(work)).rejects.toThrow("its own");
    expect(clock.now()).toBe(startedAt);
  });
});
