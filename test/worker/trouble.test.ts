import { describe, expect, it } from "vitest";
import type { FaultName } from "../simulator/index.ts";
import { simulatedWorker } from "./simulated-worker.ts";

const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;
type Trouble = Parameters<Awaited<ReturnType<typeof simulatedWorker>>["cloud"]["faults"]["add"]>[0];

const TROUBLES: readonly (readonly [what: string, fault: Trouble])[] = [
  ["is down", { fault: "connection-refused", ...ALWAYS }],
  ["breaks off", { fault: "connection-lost", ...ALWAYS }],
  ["has a fault of its own", { fault: "server-error", ...ALWAYS }],
  ["hangs", { fault: "slow", ms: 3_600_000, ...ALWAYS }],
  ["answers half", { fault: "cut", ...ALWAYS }],
  ["is hidden by Cloudflare's 1010 page", { fault: "cloudflare-1010", ...ALWAYS }],
  ["refuses the key", { fault: "key-refused", ...ALWAYS }],
  ["takes no more requests", { fault: "rate-limited", ...ALWAYS }],
  [
    "refuses with an attack in its words",
    {
      fault: "refused",
      message: "<!channel> no *way*",
      ...ALWAYS,
    },
  ],
];

describe("every command says what is wrong and what to do", () => {
  it.each(TROUBLES)("when Sesterce %s", async (_, fault) => {
    const simulated = await simulatedWorker();
    await simulated.sweep();
    simulated.cloud.faults.add(fault);
    const texts = new Set<string>();
    for (const line of ["list", "offers", "show abcd"]) {
      const startedAt = simulated.clock.now();
      texts.add((await simulated.ask(line)).text);
      // `waitUntil` ends 30 s after the acknowledgement.
      expect(simulated.clock.now() - startedAt).toBeLessThan(25_000);
    }
    expect([...texts].join("\n---\n")).toMatchSnapshot();
    expect(texts.size).toBe(1);
    expect([...texts].join()).not.toContain("<!channel>");
  });
});

describe("when Sesterce recovers in between", () => {
  it.each<FaultName>(["connection-lost", "server-error", "cut"])(
    "%s is not told",
    async (fault) => {
      const simulated = await simulatedWorker();
      await simulated.sweep();
      simulated.cloud.faults.add({ fault, times: 1 } as Trouble);
      expect((await simulated.ask("list")).text).toMatch(/None of our machines/);
    },
  );
});

describe("cost and help", () => {
  it.each(["cost", "help"])("/gpu %s needs no Sesterce", async (line) => {
    const simulated = await simulatedWorker();
    simulated.cloud.faults.add({ fault: "connection-refused", ...ALWAYS });
    const { text } = await simulated.ask(line);
    expect(text).not.toMatch(/Sesterce's API/);
  });
});
