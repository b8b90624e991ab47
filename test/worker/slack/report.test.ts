/** What a sweep says in the channel, in a simulated Slack: one message, edited rather than repeated. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { PostedReport, ReportItem, Told } from "../../../worker/src/fleet/report.ts";
import { createTell } from "../../../worker/src/slack/report.ts";
import {
  FACTS,
  GUARDS,
  guardItem,
  itemOf,
  reportOf,
} from "../../../worker/src/slack/views/report.fixture.ts";
import { EVIL, many } from "../../../worker/src/slack/views/views.fixture.ts";
import { SlackWebApi } from "../../../worker/src/slack/web-api.ts";
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { createSlackEnd } from "../../simulator/slack/index.ts";

const CHANNEL = "C0REPORTS";
const lease = itemOf(
  { kind: "lease-ends", endsAt: Date.UTC(2027, 0, 1), of: "lease" },
  { id: "a" },
);
const dearer = itemOf(lease.fact, { id: "a", costUsd: 9 });
const would = itemOf({ kind: "would-delete", isQuestion: false }, { id: "b" });
const deleted = itemOf({ kind: "deleted" }, { id: "a" });

function channel() {
  const clock = new VirtualClock();
  const slack = createSlackEnd({ clock });
  const { apiBaseUrl: apiUrl, botToken } = slack.options;
  const api = new SlackWebApi({ apiUrl, botToken }, { fetch: slack.fetch, clock });
  let posted: PostedReport | null = null;
  return {
    clock,
    slack,
    shown: () => slack.messages.in(CHANNEL),
    memory: () => posted,
    /** As a sweep does it: what Slack has taken is kept, as JSON. */
    say: async (items: readonly ReportItem[], channelId = CHANNEL): Promise<Told> => {
      const report = reportOf(items, { at: clock.now() });
      const told = await clock.run(createTell({ api, channelId })(report, posted));
      if (told.ok) posted = JSON.parse(JSON.stringify(told.posted));
      return told;
    },
  };
}

describe("a sweep", () => {
  it("that has nothing to say asks nothing of Slack", async () => {
    const { say, slack } = channel();
    expect(await say([])).toEqual({ ok: true, posted: null });
    expect(slack.requests).toHaveLength(0);
  });

  it("posts news, says nothing twice, and edits when something is over", async () => {
    const { say, clock, slack, shown } = channel();
    await say([lease, would]);
    await clock.advance(2 * MINUTE_MS);
    await say([lease, would]);
    expect(slack.requests).toHaveLength(1);
    await say([deleted, would]);
    await say([would]);
    await say([]);
    await say([]);
    expect(shown()).toHaveLength(1);
    expect(slack.requests).toHaveLength(3);
    const [{ text } = { text: "" }] = shown();
    expect(text).toContain("Deleted · `a`");
    expect(text).toContain("No longer: Enforce mode would delete it · `b`");
  });

  it("edits figures every ten minutes, and posts anew after a day", async () => {
    const { say, clock, slack, shown } = channel();
    await say([lease]);
    await clock.advance(9 * MINUTE_MS);
    await say([dearer]);
    expect(slack.requests).toHaveLength(1);
    await clock.advance(MINUTE_MS);
    await say([dearer]);
    expect(shown()).toMatchObject([{ text: expect.stringContaining("9.00 $ so far") }]);
    await clock.advance(DAY_MS);
    await say([dearer]);
    expect(shown()).toHaveLength(2);
  });

  it("posts a new message for news, with what was told before in a line", async () => {
    const { say, shown } = channel();
    await say([lease]);
    await say([lease, would]);
    expect(shown()).toHaveLength(2);
    expect(JSON.stringify(shown().at(-1)?.blocks)).toContain("Still: Its lease ends");
  });

  it("speaks in the channel that it is told, when that has changed", async () => {
    const { say, slack, memory } = channel();
    await say([lease]);
    await say([lease], "C0CHANNEL");
    expect(slack.messages.in("C0CHANNEL")).toHaveLength(1);
    expect(memory()?.channel).toBe("C0CHANNEL");
  });
});

describe("a message that can't be edited any more", () => {
  it.each(["message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"])(
    "is posted anew: %s",
    async (error) => {
      const { say, slack, shown, memory } = channel();
      await say([lease, would]);
      slack.faults.add({ fault: "error", error, on: ["chat.update"] });
      expect(await say([lease])).toMatchObject({ ok: true });
      expect(shown()).toHaveLength(2);
      expect(memory()).toMatchObject({ ts: shown().at(-1)?.ts, items: [{ key: lease.key }] });
      expect(slack.faults.unmet()).toEqual([]);
    },
  );

  it("is forgotten, when there is nothing to say", async () => {
    const { say, slack, shown } = channel();
    await say([lease]);
    slack.faults.add({ fault: "error", error: "message_not_found", on: ["chat.update"] });
    expect(await say([])).toEqual({ ok: true, posted: null });
    expect(shown()).toHaveLength(1);
  });
});

describe("trouble with Slack", () => {
  it("is told without secrets, and the next sweep says the same", async () => {
    const { say, slack, shown } = channel();
    slack.faults.add({ fault: "token-revoked" });
    const told = await say([lease]);
    expect(told).toMatchObject({ ok: false, detail: "chat.postMessage: token_revoked; HTTP 200" });
    expect(JSON.stringify(told)).not.toContain(slack.options.botToken);
    await say([lease]);
    expect(shown()).toHaveLength(1);
  });

  it.each(["unavailable", "network", "hang", "rate-limited"] as const)(
    "leaves an edit for the next sweep: %s",
    async (fault) => {
      const { say, slack, shown } = channel();
      await say([lease, would]);
      slack.faults.add({ fault, on: ["chat.update"] });
      expect(await say([lease])).toMatchObject({ ok: false });
      expect(await say([lease])).toMatchObject({ ok: true });
      expect(shown()).toMatchObject([{ text: expect.stringContaining("No longer:") }]);
    },
  );
});

describe("Slack takes it", () => {
  const blocksTaken = (slack: ReturnType<typeof channel>["slack"]) =>
    slack.messages.in(CHANNEL).map(({ blocks }) => blocks.length > 0);

  it.each([1, 20, 50, 500])("posted and edited, with %i machines", async (howMany) => {
    const { say, clock, slack } = channel();
    const items = many(howMany, (index): ReportItem => {
      const fact = FACTS[index % FACTS.length] ?? lease.fact;
      const name = EVIL[index % EVIL.length] ?? "";
      const item = itemOf(fact, { id: `6b${index}`, name, region: name }, [name]);
      return { ...item, key: `${item.key}:${index}` };
    });
    expect(await say([...items, ...GUARDS.map(guardItem)])).toMatchObject({ ok: true });
    await clock.advance(HOUR_MS);
    expect(await say(items.slice(0, howMany / 2))).toMatchObject({ ok: true });
    expect(blocksTaken(slack)).toEqual([true]);
    expect(slack.requests).toHaveLength(2);
  });
});
