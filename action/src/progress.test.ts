import { type ProvisionEvent, SesterceError } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { fakeHost } from "./host.fixture.ts";
import { Progress } from "./progress.ts";
import { attempt, candidate, cheap, LEASE_END, machine, NAME, offer } from "./renting.fixture.ts";

const MINUTE = 60_000;

function told(...events: ProvisionEvent[]) {
  const { host, lines, advance } = fakeHost();
  const progress = new Progress(host, { billableMs: 140 * MINUTE });
  for (const event of events) progress.on(event);
  return { progress, lines, advance };
}

const chosen: ProvisionEvent = {
  kind: "chosen",
  choice: { candidates: [cheap, candidate], misses: [] },
};
const creating: ProvisionEvent = { kind: "creating", candidate, name: NAME, expiresAt: LEASE_END };
const created: ProvisionEvent = { kind: "created", machine, candidate };
const waiting = (elapsedMs: number, status = "pending", detail = ""): ProvisionEvent => ({
  kind: "waiting",
  machine: { ...machine, status },
  elapsedMs,
  detail,
});
const error = new SesterceError({ code: "network", message: "No answer from the Sesterce API." });

describe("before a create", () => {
  it("the log has the ranking, the price, the lease's end and the most that it can cost", () => {
    expect(told(chosen, creating).lines).toMatchInlineSnapshot(`
      [
        "> What fits, the best first: 2",
        "1. 1×H100 in oslo-norway-1 (DV_01), 2.75 $/h",
        "2. 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h",
        "<",
        "Renting 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h as sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123-htdqc. Its lease ends at 2026-11-23 18:12 UTC; until then it costs at most 11.20 $ (4.796 $/h).",
      ]
    `);
  });

  it("a long ranking is cut", () => {
    const candidates = Array.from({ length: 13 }, () => candidate);
    const { lines } = told({ kind: "chosen", choice: { candidates, misses: [] } });
    expect(lines.slice(-3)).toEqual([expect.stringMatching(/^10\. /), "… and 3 more", "<"]);
  });
});

describe("a wait of ten minutes", () => {
  it("has a line at once and then one every 15 s, in one group", async () => {
    const { progress, lines, advance } = told(created);
    const at: number[] = [];
    for (let ms = 0; ms < 10 * MINUTE; ms += 2_600) {
      const before = lines.length;
      progress.on(waiting(ms));
      if (lines.length > before) at.push(ms);
      await advance(2_600);
    }
    progress.on({ kind: "attempt", attempt: attempt() });
    const gaps = at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    expect(at[0]).toBe(0);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...gaps)).toBeLessThan(15_000 + 2_600);
    expect(lines.filter((line) => line.startsWith(">"))).toHaveLength(1);
    expect(lines.at(-1)).toBe("<");
  });

  it("shows time, status, machine and what is waited for", () => {
    const { lines } = told(created, waiting(192_000, "active", "SSH does not answer yet"));
    expect(lines).toEqual([
      "> Waiting for machine 69249f005e57e4ce00000001: 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h",
      "3m 12s · active · 69249f005e57e4ce00000001 · SSH does not answer yet",
    ]);
  });
});

describe("groups", () => {
  it("are closed before an attempt's end is told, and open again for the next machine", () => {
    const failed = attempt({ outcome: { kind: "failed", failure: { code: "error" } } });
    const { lines } = told(created, waiting(0), { kind: "attempt", attempt: failed }, created);
    expect(lines.map((line) => line.slice(0, 9))).toEqual([
      "> Waiting",
      "0s · pend",
      "<",
      "warning: ",
      "> Waiting",
    ]);
  });

  it("are closed when a wait is cut short, and once only", () => {
    const { progress, lines } = told(created);
    progress.end();
    progress.end();
    expect(lines.filter((line) => line === "<")).toHaveLength(1);
  });
});

describe("what goes wrong on the way", () => {
  it("is told as it happens", () => {
    const soldOut = { ...offer, availability: [] };
    const misfit = { code: "sold-out", regions: [], elsewhere: [] } as const;
    const choice = { candidates: [], misses: [{ offer: soldOut, misfits: [misfit] }] };
    const refused = attempt({
      machineId: null,
      tookMs: 400,
      outcome: {
        kind: "refused",
        error: new SesterceError({ code: "refused", message: "409", apiMessage: "OUT_OF_STOCK" }),
      },
    });
    expect(
      told(
        { kind: "sold-out", choice, waitMs: 12_000, leftMs: 30 * MINUTE },
        { kind: "sold-out", choice, waitMs: 20_000, leftMs: 29 * MINUTE },
        { kind: "attempt", attempt: refused },
        { kind: "not-sent", error, waitMs: 2_000 },
        { kind: "unconfirmed", error },
        { kind: "adopted", machine },
        { kind: "twin", machine },
        { kind: "not-deleted", machineId: "m1", detail: "409" },
        { kind: "active", machine, activeAt: 0 },
        { kind: "listed", machines: [machine] },
      ).lines,
    ).toMatchInlineSnapshot(`
      [
        "Near miss: 1×H100 (AZ_07, 4.796 $/h) is sold out everywhere. It would fit with a \`capacity-wait\` until it is back.",
        "> Waiting for a machine that fits: nothing can be had now",
        "Look 1: nothing that fits can be had; the next in 12s, for 30m more.",
        "<",
        "warning: 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h: refused: OUT_OF_STOCK (0s).",
        "> Waiting until the API takes the request",
        "No answer from the Sesterce API. Again in 2s.",
        "warning: No answer from the Sesterce API. Looking for it by its name, for up to 20 s.",
        "It was created after all: machine 69249f005e57e4ce00000001.",
        "warning: Machine 69249f005e57e4ce00000001 bears the name of this lease as well; deleting it.",
        "warning: Machine m1 could not be deleted yet (409); the post step tries again.",
      ]
    `);
  });

  it("is kept: attempts, and how many of them were machines", () => {
    const refused = attempt({ machineId: null, outcome: { kind: "refused", error } });
    const { progress } = told(
      { kind: "attempt", attempt: refused },
      { kind: "attempt", attempt: attempt() },
    );
    expect(progress.attempts).toHaveLength(2);
    expect(progress.machinesTried).toBe(1);
  });
});

describe("text from the API", () => {
  it("can't begin a line of its own", () => {
    const evil = { ...machine, _id: "m1", status: "x\n::error::owned" };
    const { lines } = told(created, { kind: "waiting", machine: evil, elapsedMs: 0, detail: "" });
    expect(lines.at(-1)).toBe("0s · x ::error::owned · m1");
  });
});
