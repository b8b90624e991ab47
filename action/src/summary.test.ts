import { SesterceError } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { attempt, candidate, cheap, machine, offer, ready } from "./renting.fixture.ts";
import { type RentReport, rentSummary } from "./summary.ts";

const report = (change: Partial<RentReport> = {}): RentReport => ({
  ranking: [cheap, candidate],
  attempts: [],
  billableMs: 140 * 60_000,
  ...change,
});

const refused = new SesterceError({
  code: "refused",
  message: "The Sesterce API answered create with 409.",
  apiMessage: "OUT_OF_STOCK: not here",
});

describe("the job summary", () => {
  it("of a machine that is ready tells what, where, why this one, each attempt, times and price", () => {
    const attempts = [
      attempt({
        candidate: cheap,
        machineId: null,
        activeMs: null,
        tookMs: 400,
        outcome: { kind: "refused", error: refused },
      }),
      attempt({
        candidate: cheap,
        tookMs: 1_260_000,
        activeMs: 960_000,
        outcome: {
          kind: "failed",
          failure: { code: "not-ready", detail: "SSH does not answer yet" },
        },
      }),
      attempt(),
    ];
    expect(rentSummary(report({ ready, attempts }))).toMatchInlineSnapshot(`
      "### GPU: 1×H100 in dallas-usa-3, 4.796 $/h

      |  |  |
      | --- | --- |
      | Machine | \`69249f005e57e4ce00000001\` |
      | Name | \`sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123-htdqc\` |
      | GPUs | 1×H100 (1 counted over SSH) |
      | Where | dallas-usa-3, cloud AZ_07 |
      | System | ubuntu22.04_cuda12.4_shade_os |
      | Price | 4.796 $/h, at most 11.20 $ by the lease's end |
      | Lease ends | 2026-11-23 18:12 UTC |
      | Time to ready | 3m 25s: choose 1s, create 2s, boot 3m 10s, ssh 12s |

      #### Attempts

      |  | Offer | Result | Took | Cost |
      | --- | --- | --- | --- | --- |
      | 1 | 1×H100 in oslo-norway-1 (DV_01) | refused: OUT_OF_STOCK: not here | 0s | 0.00 $ |
      | 2 | 1×H100 in oslo-norway-1 (DV_01) | given back, it was not ready within ready-timeout: SSH does not answer yet | 21m | 0.74 $ |
      | 3 | 1×H100 in dallas-usa-3 (AZ_07) | ready | 3m 24s | running |

      #### What fitted, the best first

      |  | Offer | Price |  |
      | --- | --- | --- | --- |
      | 1 | 1×H100 in oslo-norway-1 (DV_01) | 2.75 $/h |  |
      | 2 | 1×H100 in dallas-usa-3 (AZ_07) | 4.796 $/h | rented |"
    `);
  });

  it("of no machine tells why, line by line", () => {
    const error = "No offer fits, of 20 that Sesterce has.\nThe nearest:\n- 1×H100 is too dear.";
    expect(rentSummary(report({ error, ranking: [] }))).toMatchInlineSnapshot(`
      "### GPU: no machine

      > No offer fits, of 20 that Sesterce has.  
      > The nearest:  
      > • 1×H100 is too dear.  "
    `);
  });

  it("of a dry run tells what it would be", () => {
    expect(rentSummary(report({ isDryRun: true }))).toMatchInlineSnapshot(`
      "### GPU, dry run: it would be 1×H100 in oslo-norway-1, 2.75 $/h

      #### What fitted, the best first

      |  | Offer | Price |  |
      | --- | --- | --- | --- |
      | 1 | 1×H100 in oslo-norway-1 (DV_01) | 2.75 $/h |  |
      | 2 | 1×H100 in dallas-usa-3 (AZ_07) | 4.796 $/h |  |"
    `);
  });

  it("shows five of a long ranking and says how many more", () => {
    const summary = rentSummary(report({ ranking: Array.from({ length: 8 }, () => candidate) }));
    expect(summary).toContain("#### What fitted, the best first (3 more)");
    expect(summary.match(/^\| \d \|/gm)).toHaveLength(5);
  });

  it("says so when GPUs were not counted and when there is no system", () => {
    const container = { ...ready, gpus: null, candidate: { ...candidate, os: null } };
    const summary = rentSummary(report({ ready: container }));
    expect(summary).toContain("| GPUs | 1×H100 (not counted) |");
    expect(summary).toContain("| System | container |");
  });
});

describe("text from the API in the summary", () => {
  const evil = "a|b<img src=x>\n\n# c `d` [e](http://f) **g**\r::error::h\\";

  it("stays one line of its cell, without HTML, links and marks", () => {
    const evilOffer = { ...offer, gpuName: evil, cloud: { _id: "c", name: evil } };
    const evilCandidate = { offer: evilOffer, region: evil, os: evil };
    const error = new SesterceError({ code: "refused", message: evil, apiMessage: evil });
    const summary = rentSummary(
      report({
        error: evil,
        ready: { ...ready, machine: { ...machine, name: evil }, candidate: evilCandidate },
        ranking: [evilCandidate],
        attempts: [
          attempt({ candidate: evilCandidate, outcome: { kind: "refused", error } }),
          attempt({
            outcome: { kind: "failed", failure: { code: "not-ready", detail: evil } },
          }),
        ],
      }),
    );
    expect(summary).toContain("&#60;img src=x&#62;");
    expect(summary).not.toMatch(/<img|\]\(|\*\*g|^::|^# c|\r/m);
    const cells = summary.split("\n").filter((line) => line.startsWith("|"));
    expect(new Set(cells.map((line) => line.match(/\|/g)?.length))).toEqual(new Set([3, 6, 5]));
  });
});
