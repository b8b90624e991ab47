import { describe, expect, it } from "vitest";
import type { MachineFact, ReportItem, SweepReport } from "../../fleet/report.ts";
import type { Holder } from "../../fleet/types.ts";
import { LONGEST_LINE, lineOf } from "./report/line.ts";
import { FACTS, GUARDS, guardItem, itemOf, reported, reportOf } from "./report.fixture.ts";
import { type ReportFacts, sweepReportView } from "./sweep-report.ts";
import { ann, EVIL, expectSendable, MINUTE, many, NOW } from "./views.fixture.ts";

const nearly: Holder = { kind: "foreign", why: "nearly-ours" };
const viewOf = (report: SweepReport, change: Partial<ReportFacts> = {}) => {
  const message = sweepReportView({ report, still: new Set(), past: [], ...change });
  expectSendable(message);
  expect(new TextEncoder().encode(message.text).length).toBeLessThanOrEqual(4_000);
  expect(JSON.stringify(message.blocks).length).toBeLessThan(12_000);
  return message;
};
/** What one reads, block by block. */
const shown = (...given: Parameters<typeof viewOf>): string =>
  viewOf(...given)
    .blocks.map((block) => {
      if (block.type === "section") return block.text?.text ?? "";
      return block.type === "actions"
        ? `[${JSON.stringify(block.elements)}]`
        : JSON.stringify(block);
    })
    .join("\n---\n");
const buttonsOf = (report: SweepReport) =>
  viewOf(report).blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
const ask: MachineFact = { kind: "ask", approvalId: "ap1", until: NOW + 30 * MINUTE };
const asks = (howMany: number, fact = ask) =>
  many(howMany, (index) => itemOf(fact, { id: `6b${String(index).padStart(22, "0")}` }));

describe.each(["observe", "enforce"] as const)("in %s mode it is said", (mode) => {
  it.each(FACTS.map((fact, index) => [`${index} ${fact.kind}`, fact] as const))(
    "of a workflow's machine: %s",
    (_, fact) => {
      const item = itemOf(fact, fact.kind === "nearly-ours" ? { holder: nearly } : {});
      expect(shown(reportOf([item], { mode }))).toMatchSnapshot();
      expect(lineOf(item, { at: NOW, mode })).toMatchSnapshot();
    },
  );

  it("of a person's machine", () => {
    const items = FACTS.filter(({ kind }) => kind === "lease-ends" || kind === "ends-after-gap");
    const own = items.map((fact, index) => itemOf(fact, { id: `6b0${index}`, holder: ann }));
    expect(shown(reportOf(own, { mode }))).toMatchSnapshot();
  });
});

describe("a report", () => {
  it("says what holds deletes back, a sentence each", () => {
    expect(shown(reportOf(GUARDS.map(guardItem)))).toMatchSnapshot();
  });

  it("has its order: questions, failures, ends, and the rest", () => {
    const unlisted: Holder = { kind: "foreign", why: "unlisted-repository" };
    const kinds = FACTS.filter(
      (fact, index) => FACTS.findIndex(({ kind }) => kind === fact.kind) === index,
    );
    const mixed = [...kinds].reverse().map((fact, index) =>
      itemOf(fact, {
        id: `6b0${index}`,
        ...(fact.kind === "nearly-ours" && { holder: unlisted }),
      }),
    );
    const text = shown(reportOf([...GUARDS.slice(0, 1).map(guardItem), ...mixed]));
    const order = [
      "a person has to approve",
      "is approved by",
      "On its way out",
      "Its delete failed",
      "Its lease ends",
      "Enforce mode would",
      "Nobody knows since",
      "*Deleted*",
      "Sesterce lists",
      "Not ours",
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain("REAPER_REPOSITORIES");
  });

  it("tells what an earlier message has told in a line, and what is over as it was", () => {
    const [first, second] = FACTS.filter(({ kind }) => kind === "unknown").map((fact, index) =>
      itemOf(fact, { id: `6b0${index}` }),
    );
    const items = [first, second].filter((item) => item !== undefined);
    const past = [
      { line: "No longer: Its lease ends soon · `6b09`" },
      { line: "Deleted · `6b08`" },
    ];
    const still = new Set([first?.key ?? ""]);
    items[1] = {
      ...itemOf({ kind: "would-delete", isQuestion: false }, { id: "6b01" }),
      key: "other",
    };
    expect(shown(reportOf(items), { still, past })).toMatchSnapshot();
  });

  it("says so when nothing is open any more", () => {
    expect(shown(reportOf([]), { past: [{ line: "Deleted · `6b08`" }] })).toMatchSnapshot();
  });

  it("copes with what is not told", () => {
    const bare = { gpu: null, gpuCount: null, region: null, hourlyUsd: null, costUsd: null };
    const items = FACTS.map((fact, index) =>
      itemOf(fact, { ...bare, id: `6b0${index}`, leaseEndsAt: null }, []),
    );
    expect(shown(reportOf(items))).toContain("price not told");
  });

  it("has no address of a machine in it", () => {
    const why = ["At 203.0.113.7 and 2001:db8::7 since 12:00:00."];
    const change = { name: "box-203.0.113.7", region: "203.0.113.7" };
    const items = FACTS.map((fact, index) => itemOf(fact, { ...change, id: `6b0${index}` }, why));
    const { text, blocks } = viewOf(reportOf(items));
    expect(text + JSON.stringify(blocks)).not.toMatch(/203\.0\.113|db8/);
    expect(JSON.stringify(blocks)).toContain("since 12:00:00.");
  });
});

describe("warnings", () => {
  const ends = { kind: "lease-ends", endsAt: NOW + 8 * MINUTE, of: "lease" } as const;
  const warnings = (howMany: number) =>
    many(howMany, (index) =>
      itemOf(ends, { id: `6b${index}`, leaseEndsAt: ends.endsAt, hourlyUsd: 100 - index }),
    );
  const idsOf = (report: SweepReport, change: Partial<ReportFacts> = {}) =>
    viewOf(report, change)
      .blocks.flatMap((block) => (block.type === "actions" ? block.elements : []))
      .map((element) => ("action_id" in element ? element.action_id : ""));

  it.each([1, 5])("of %i machines have buttons each", (howMany) => {
    const ids = idsOf(reportOf(warnings(howMany)));
    expect(ids).toHaveLength(3 * howMany);
    expect(shown(reportOf(warnings(howMany)))).not.toContain("&lt;id&gt;");
  });

  it.each([6, 50, 200])(
    "of %i machines have them for the first five, and commands for all",
    (howMany) => {
      const report = reportOf([...warnings(howMany), ...GUARDS.map(guardItem)]);
      expect(idsOf(report)).toHaveLength(15);
      expect(new Set(idsOf(report)).size).toBe(15);
      expect(shown(report).includes("/gpu extend &lt;id&gt; 2h")).toBe(howMany > 6);
    },
  );

  it("that an earlier message has told have theirs there", () => {
    const [first, second] = warnings(2);
    const still = new Set([first?.key ?? ""]);
    const items = [first, second].filter((item) => item !== undefined);
    const ids = idsOf(reportOf(items), { still });
    expect(ids).toEqual(["extend-now:0:30m", "extend-now:0:2h", "end-now:0"]);
  });

  it.each([
    ["a lease that has ended", { kind: "lease-ends", endsAt: NOW - MINUTE, of: "lease" }, {}],
    ["a machine that is deleted", { kind: "deleted" }, {}],
    ["an id that is none of Sesterce's", ends, { id: "<!channel>" }],
  ] as const)("not of %s", (_, fact, change) => {
    expect(idsOf(reportOf([itemOf(fact, change)]))).toEqual([]);
  });

  it("after a gap offer only what would end the lease in the future", () => {
    const fact: MachineFact = { kind: "ends-after-gap", at: NOW + 10 * MINUTE };
    const item = itemOf(fact, { leaseEndsAt: NOW - 45 * MINUTE });
    expect(idsOf(reportOf([item]))).toEqual(["extend-now:0:2h", "end-now:0"]);
  });

  it("stay within Slack's limits beside everything else", () => {
    const all = many(60, (index) => {
      const fact = FACTS[index % FACTS.length] ?? ends;
      return { ...itemOf(fact, { id: `6b${index}` }), key: `k${index}` };
    });
    const groups = many(6, (index) => ({
      ...itemOf(
        { kind: "ask", approvalId: `ap${index}`, until: NOW + 9 * MINUTE },
        { id: `a${index}` },
      ),
      key: `a${index}`,
    }));
    viewOf(reportOf([...groups, ...all, ...warnings(20), ...GUARDS.map(guardItem)]));
  });
});

describe("machines that can be approved", () => {
  it("are a group with one button", () => {
    expect(shown(reportOf(asks(3)))).toMatchSnapshot();
    expect(buttonsOf(reportOf(asks(3)))).toMatchObject([
      { action_id: "approve", value: "ap1", style: "danger", text: { text: "Approve these 3" } },
    ]);
  });

  it("have none when it has run out, nor in observe mode", () => {
    expect(buttonsOf(reportOf(asks(3), { at: NOW + 30 * MINUTE }))).toEqual([]);
    expect(buttonsOf(reportOf(asks(3), { mode: "observe" }))).toEqual([]);
    expect(shown(reportOf(asks(1), { at: NOW + 30 * MINUTE }))).toContain("has run out");
  });

  it("have a button for each question, each with an id of its own", () => {
    const more = asks(2, { ...ask, approvalId: "ap2" }).map((item) => ({
      ...item,
      key: `2${item.key}`,
    }));
    expect(buttonsOf(reportOf([...asks(2), ...more]))).toMatchObject([
      { action_id: "approve", value: "ap1" },
      { action_id: "approve:1", value: "ap2" },
    ]);
  });

  it.each([1, 20, 50, 100, 500])("are all named where there is a button: %i", (howMany) => {
    const report = reportOf(asks(howMany));
    const { blocks } = viewOf(report);
    const named = asks(howMany).filter(({ machine }) =>
      JSON.stringify(blocks).includes(machine.id),
    );
    const hasButton = buttonsOf(report).length > 0;
    expect(hasButton ? named.length : howMany).toBe(howMany);
    if (howMany <= 50) expect(hasButton).toBe(true);
    if (howMany === 500) expect(hasButton).toBe(false);
  });
});

describe("Slack takes it", () => {
  const anyFact = (index: number): MachineFact => FACTS[index % FACTS.length] ?? ask;
  const sizes = [0, 1, 20, 50, 500];

  it.each(sizes)("with %i machines, and says how many are left out", (howMany) => {
    const items = many(howMany, (index): ReportItem => {
      const item = itemOf(anyFact(index), { id: `6b${index}`, hourlyUsd: 10 - index / 100 });
      return { ...item, key: `${item.key}:${index}` };
    });
    const all = reportOf([...items, ...GUARDS.map(guardItem)]);
    const text = shown(all);
    for (const guard of ["Sesterce lists", "No sweep for", "More ends at once", "GitHub's quota"]) {
      expect(text).toContain(guard);
    }
    if (howMany === 500) {
      expect(text).toMatch(/… and \d{3} more machines, [\d.]+ \$\/h together: `\/gpu list`/);
    }
    const still = new Set(items.filter((_, index) => index % 2 === 0).map(({ key }) => key));
    viewOf(all, { still, past: many(howMany, (index) => ({ line: `No longer: ${index}` })) });
  });

  it("counts every machine: shown or left out", () => {
    const items = many(500, (index) =>
      itemOf(
        { kind: "would-delete", isQuestion: false },
        { id: `6b${String(index).padStart(22, "0")}` },
      ),
    );
    const text = shown(reportOf(items));
    const named = items.filter(({ machine }) => text.includes(machine.id)).length;
    const [, left] = /and (\d+) more machines/.exec(text) ?? [];
    expect(named + Number(left)).toBe(500);
    expect(named).toBeGreaterThan(30);
  });

  it.each(EVIL)("with %j everywhere", (text) => {
    const items = many(60, (index): ReportItem => {
      const fact = anyFact(index);
      const hostile = fact.kind === "delete-failed" ? { ...fact, detail: text } : fact;
      const told = fact.kind === "approved" ? { ...fact, by: text } : hostile;
      const holder = { ...reported().holder, repository: text } as const;
      const names = { id: `${text}${index}`, name: text, region: text, gpu: text };
      const item = itemOf(told, { ...names, ...(index % 2 && { holder }) }, [text, text]);
      return { ...item, key: String(index) };
    });
    for (const mode of ["observe", "enforce"] as const) {
      const report = reportOf(items, { mode });
      viewOf(report);
      for (const item of items) {
        const line = lineOf(item, report);
        expect(line.length).toBeLessThanOrEqual(LONGEST_LINE);
        expect(line).not.toMatch(/\n/);
      }
      for (const item of items) viewOf(reportOf([item], { mode }));
    }
  });
});
