import { HOUR_MS, type Owner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { simulatedWorker } from "./simulated-worker.ts";

/** The simulated Slack judges by its own reading of Slack's documentation, not by the Worker's limits. */
const workflow = (runId: number): Owner => ({
  kind: "workflow",
  repositoryId: 1_001,
  runId,
  attempt: 1,
  jobId: 42,
});
const LISTED = { REAPER_REPOSITORIES: "1001" };

/** Every answer went out as it was: none was sent again as plain text. */
const sentAsText = ({ events }: Awaited<ReturnType<typeof simulatedWorker>>) =>
  events.filter(({ event }) => event === "slack-answer-as-text");

describe("Slack takes every page of /gpu list", () => {
  it.each([0, 1, 20, 50, 500])("of %i machines", async (machines) => {
    const simulated = await simulatedWorker({ env: LISTED });
    const seeds = Array.from({ length: machines }, (_, index) => ({
      who: index % 3 === 0 ? `<!channel> *box* ${index}` : workflow(index + 1),
      ageMs: HOUR_MS,
    }));
    await simulated.seed(seeds);
    const pages = Math.max(1, Math.ceil(machines / 20));
    for (let page = 1; page <= pages; page += Math.max(1, Math.floor(pages / 5))) {
      const { blocks, text } = await simulated.click(`list page ${page}`);
      expect(blocks.length).toBeGreaterThan(0);
      expect(text).not.toContain("<!channel>");
    }
    expect(sentAsText(simulated)).toEqual([]);
  });
});

describe("Slack takes every other answer", () => {
  it.each(["offers", "offers H100", "cost", "help", "help list", "lst", "show", "offers H10O"])(
    "/gpu %s",
    async (line) => {
      const simulated = await simulatedWorker({ env: LISTED });
      await simulated.seed([{ who: workflow(1), ageMs: HOUR_MS }]);
      await simulated.sweep();
      expect((await simulated.ask(line)).blocks.length).toBeGreaterThan(0);
      expect(sentAsText(simulated)).toEqual([]);
    },
  );

  it("/gpu show", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    const [id = ""] = await simulated.seed([{ who: workflow(1), ageMs: HOUR_MS }]);
    expect((await simulated.ask(`show ${id}`)).blocks.length).toBeGreaterThan(0);
    expect(sentAsText(simulated)).toEqual([]);
  });
});

describe("what Slack refuses", () => {
  it("is sent again as plain text that says the same", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    await simulated.seed([{ who: workflow(1), ageMs: HOUR_MS }]);
    simulated.slack.faults.add({ fault: "refuse-blocks", times: 1 });
    const { text, blocks } = await simulated.ask("list");
    expect(blocks).toEqual([]);
    expect(text).toMatch(/1 machine /);
    expect(sentAsText(simulated)).toHaveLength(1);
  });

  it("for the moment is sent again as it is", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    simulated.slack.faults.add({ fault: "rate-limited", times: 1 });
    expect((await simulated.ask("help")).blocks.length).toBeGreaterThan(0);
  });
});
