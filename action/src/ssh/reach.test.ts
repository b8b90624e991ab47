import { setImmediate } from "node:timers/promises";
import { type Clock, fail, ok } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { SshExit } from "./client.ts";
import { type ReachDeps, type ReachTarget, reachOverSsh } from "./reach.ts";

/** Virtual time: `play` jumps from sleeper to sleeper until the work is done. */
function fakeClock() {
  let now = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
  };
  async function play<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    for (;;) {
      await setImmediate();
      if (isDone) return work;
      const [next] = [...sleepers].sort((a, b) => a.at - b.at);
      if (next === undefined) throw new Error("everybody waits for nobody");
      sleepers.delete(next);
      now = next.at;
      next.wake();
    }
  }
  return { clock, play };
}

const h100s = (count: number) => {
  const lines = Array.from({ length: count }, (_, index) => `GPU ${index}: NVIDIA H100\n`);
  return ok({ code: 0, stdout: lines.join(""), stderr: "" });
};
const denied = ok({ code: 255, stdout: "", stderr: "root@h: Permission denied (publickey).\r\n" });
const broken = (change: Partial<SshExit>) => ok({ code: 0, stdout: "", stderr: "", ...change });

/** A machine whose SSH answers after 7.3 s with a login of 400 ms; each test changes one thing. */
function machine(change: { target?: Partial<ReachTarget>; deps?: Partial<ReachDeps> } = {}) {
  const { clock, play } = fakeClock();
  const heard: string[] = [];
  const probedAt: number[] = [];
  const logins: { at: number; firstContact: boolean; command: string; timeoutMs: number }[] = [];
  const target: ReachTarget = {
    address: { host: "203.0.113.7", port: 22, user: "ubuntu" },
    gpuName: "H100",
    gpuCount: 8,
    mode: "login",
    signal: new AbortController().signal,
    onLast: (detail) => heard.push(detail),
    ...change.target,
  };
  const banner: ReachDeps["banner"] = change.deps?.banner ?? (async () => clock.now() >= 7300);
  const run: ReachDeps["run"] = change.deps?.run ?? (async () => h100s(8));
  const deps: ReachDeps = {
    clock,
    banner: (address, limits) => {
      probedAt.push(clock.now());
      return banner(address, limits);
    },
    run: async ({ signal, ...login }) => {
      logins.push({ at: clock.now(), ...login });
      await clock.sleep(400, signal);
      return run({ signal, ...login });
    },
  };
  const reach = () => play(reachOverSsh(target, deps));
  return { clock, reach, heard, probedAt, logins };
}

describe("a machine whose SSH answers", () => {
  it("is verified within a second and one login", async () => {
    const { reach, clock, logins } = machine();
    expect(await reach()).toEqual({ ok: true, value: { verified: "login", gpus: 8 } });
    expect(clock.now()).toBe(8400);
    expect(logins).toMatchObject([{ at: 8000, firstContact: true, command: "nvidia-smi -L" }]);
  });

  it("may have more GPUs than the offer", async () => {
    const { reach } = machine({ target: { gpuCount: 7 } });
    expect(await reach()).toMatchObject({ ok: true, value: { gpus: 8 } });
  });

  it("needs no GPU command to work when the offer has no GPU", async () => {
    const run = async () => broken({ code: 127, stderr: "nvidia-smi: not found" });
    const { reach } = machine({ target: { gpuName: "CPU", gpuCount: 0 }, deps: { run } });
    expect(await reach()).toEqual({ ok: true, value: { verified: "login", gpus: 0 } });
  });

  it("is asked no more than that in banner mode", async () => {
    const { reach, logins, clock } = machine({ target: { mode: "banner" } });
    expect(await reach()).toEqual({ ok: true, value: { verified: "banner" } });
    expect(logins).toEqual([]);
    expect(clock.now()).toBe(8000);
  });

  it("is taken at its banner, with a note, where there is no ssh client", async () => {
    const run = async () => fail({ code: "no-client", program: "ssh" } as const);
    const value = { verified: "banner", note: expect.stringContaining("no GPUs were counted") };
    expect(await machine({ deps: { run } }).reach()).toEqual({ ok: true, value });
  });
});

describe("the probes", () => {
  it("start every second though earlier ones hang on lost packets", async () => {
    const pending = new Set<number>();
    let most = 0;
    const banner: ReachDeps["banner"] = async (_, { timeoutMs, signal }) => {
      const startedAt = clock.now();
      pending.add(startedAt);
      most = Math.max(most, pending.size);
      if (startedAt < 7300) await clock.sleep(timeoutMs, signal).catch(() => undefined);
      pending.delete(startedAt);
      return startedAt >= 7300;
    };
    const { reach, clock, probedAt } = machine({ deps: { banner } });
    expect(await reach()).toMatchObject({ ok: true });
    expect(probedAt).toEqual([0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]);
    expect(clock.now()).toBe(8400);
    expect(most).toBe(5);
    expect(pending.size).toBe(0);
  });

  it("are given up with the first answer", async () => {
    const signals: AbortSignal[] = [];
    const banner: ReachDeps["banner"] = async (_, { signal }) => {
      signals.push(signal);
      if (signals.length === 3) return true;
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(false)));
    };
    await machine({ deps: { banner } }).reach();
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true, true]);
  });

  it("say meanwhile what is missing, and nothing once SSH answers", async () => {
    const { reach, heard } = machine();
    await reach();
    expect(new Set(heard)).toEqual(new Set(["SSH does not answer yet", "SSH answers"]));
    expect(heard.at(-1)).toBe("SSH answers");
  });
});

describe("a login that fails", () => {
  it("is tried again every second, as a first contact, and its reason is told", async () => {
    let tries = 0;
    const run = async () => (++tries <= 3 ? denied : h100s(8));
    const { reach, logins, heard } = machine({ deps: { run } });
    expect(await reach()).toMatchObject({ ok: true, value: { verified: "login" } });
    expect(logins.map(({ at }) => at)).toEqual([8000, 9000, 10_000, 11_000]);
    expect(logins.every(({ firstContact }) => firstContact)).toBe(true);
    expect(heard).toContain("login failed: root@h: Permission denied (publickey).");
  });

  it("is tried again when it takes too long", async () => {
    let tries = 0;
    const run = async () =>
      ++tries === 1 ? fail({ code: "timed-out", timeoutMs: 30_000 } as const) : h100s(8);
    const { reach, heard } = machine({ deps: { run } });
    expect(await reach()).toMatchObject({ ok: true });
    expect(heard).toContain("login took over 30 s");
  });

  it("is told in one printable line, whatever the machine says", async () => {
    let tries = 0;
    const stderr = `first\n\u001b[31m${"x".repeat(500)}\u0007`;
    const run = async () => (++tries === 1 ? broken({ code: 255, stderr }) : h100s(8));
    const { reach, heard } = machine({ deps: { run } });
    await reach();
    expect(heard.at(-1)).toMatch(/^login failed: \?\[31mx{100,115}$/);
  });

  it("ends at once when the host key has changed since it was pinned", async () => {
    let tries = 0;
    const run = async () =>
      ++tries === 1 ? h100s(0) : fail({ code: "host-key-changed" } as const);
    const { reach, logins } = machine({ deps: { run } });
    expect(await reach()).toEqual({ ok: false, reason: { code: "host-key-changed" } });
    expect(logins.map(({ firstContact }) => firstContact)).toEqual([true, false]);
  });
});

describe("a machine with fewer GPUs than the offer", () => {
  it("has a minute from the first login, then that is the verdict", async () => {
    const { reach, clock, logins } = machine({ deps: { run: async () => h100s(7) } });
    const reason = { code: "too-few-gpus", found: 7, expected: 8, detail: "7 of 8 GPUs" };
    expect(await reach()).toEqual({ ok: false, reason });
    expect(logins.slice(0, 3).map(({ at }) => at)).toEqual([8000, 10_000, 12_000]);
    expect(clock.now()).toBeGreaterThan(8400 + 57_000);
    expect(clock.now()).toBeLessThanOrEqual(8400 + 60_000);
  });

  it("is ready when its driver shows the rest within that minute", async () => {
    let tries = 0;
    const run = async () => h100s(++tries < 10 ? 0 : 8);
    const { reach, logins } = machine({ deps: { run } });
    expect(await reach()).toMatchObject({ ok: true, value: { gpus: 8 } });
    expect(logins.map(({ firstContact }) => firstContact)).toEqual([true, ...Array(9).fill(false)]);
  });

  it.each([
    ["no nvidia-smi", 127, "", "sh: nvidia-smi: not found"],
    ["a driver that is not loaded", 9, "NVIDIA-SMI has failed", ""],
    ["nvidia-smi's own 255", 255, "Unable to open the driver", ""],
  ])("can be one with %s, which is told", async (_, code, stdout, stderr) => {
    const { reach } = machine({ deps: { run: async () => broken({ code, stdout, stderr }) } });
    const said = stderr || stdout;
    const reason = { found: 0, expected: 8, detail: `0 of 8 GPUs: ${said}` };
    expect(await reach()).toMatchObject({ ok: false, reason });
  });

  it("is not saved by logins that fail after the first, nor by one that hangs", async () => {
    let tries = 0;
    const run = async () => (++tries === 1 ? h100s(3) : denied);
    const { reach, logins } = machine({ deps: { run } });
    const reason = { code: "too-few-gpus", found: 3, expected: 8 };
    expect(await reach()).toMatchObject({ ok: false, reason });
    for (const { at, timeoutMs } of logins)
      expect(at + timeoutMs).toBeLessThanOrEqual(8400 + 60_000);
  });
});

describe("an abort by the caller", () => {
  it.each([
    ["before SSH answers", 3000],
    ["during a login", 8100],
    ["between two looks", 9000],
  ])("%s ends it at once with its reason", async (_, atMs) => {
    const abort = new AbortController();
    const { reach, clock } = machine({
      target: { signal: abort.signal },
      deps: { run: async () => h100s(0) },
    });
    void clock.sleep(atMs).then(() => abort.abort(new Error("not ready in time")));
    await expect(reach()).rejects.toThrow("not ready in time");
    expect(clock.now()).toBe(atMs);
  });
});
