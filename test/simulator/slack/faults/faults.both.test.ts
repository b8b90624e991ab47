import { describe, expect, it } from "vitest";
import { CHANNEL, type SlackWorld, section, slackWorld } from "../slack.fixture.ts";
import type { SlackFaultName } from "./definition.ts";
import { slackFaultRegistry } from "./registry.ts";

const lost = (code: string) => ({ name: "TypeError", cause: { code } });
const posted = ({ slack }: SlackWorld) => slack.messages.in(CHANNEL).map(({ text }) => text);
const hi = { text: "hi" };

/** One entry for each fault: a fault without a test does not compile. */
const behaviour: Record<SlackFaultName, (world: SlackWorld) => Promise<void>> = {
  "rate-limited": async (world) => {
    world.slack.faults.add({ fault: "rate-limited" }).add({ fault: "rate-limited", retryAfter: 7 });
    const answers = [await world.post(hi), await world.respond(world.slack.mintResponseUrl(), hi)];
    expect(answers).toMatchObject([
      { status: 429, body: { ok: false, error: "ratelimited" } },
      { status: 429, text: "rate_limited" },
    ]);
    expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual(["30", "7"]);
    expect(posted(world)).toEqual([]);
  },
  unavailable: async (world) => {
    world.slack.faults.add({ fault: "unavailable" });
    world.slack.faults.add({ fault: "unavailable", status: 502, handled: true });
    expect(await world.post({ text: "one" })).toMatchObject({ status: 503, body: {} });
    expect(await world.post({ text: "two" })).toMatchObject({ status: 502, body: {} });
    expect(posted(world)).toEqual(["two"]);
  },
  hang: async (world) => {
    const { clock, slack, post } = world;
    slack.faults.add({ fault: "hang", ms: 5_000 });
    slack.faults.add({ fault: "hang" });
    slack.faults.add({ fault: "hang", handled: true });
    const start = clock.now();
    expect((await clock.run(post({ text: "one" }))).status).toBe(200);
    expect(clock.now() - start).toBe(5_000);
    await expect(clock.run(hangUpAfter(world, "two", 30_000))).rejects.toThrow("timed out");
    await expect(clock.run(hangUpAfter(world, "three", 30_000))).rejects.toThrow("timed out");
    expect(posted(world)).toEqual(["one", "three"]);
  },
  network: async (world) => {
    world.slack.faults.add({ fault: "network" });
    world.slack.faults.add({ fault: "network", code: "ECONNREFUSED" });
    world.slack.faults.add({ fault: "network", handled: true });
    await expect(world.post({ text: "one" })).rejects.toMatchObject(lost("ECONNRESET"));
    await expect(world.post({ text: "two" })).rejects.toMatchObject(lost("ECONNREFUSED"));
    await expect(world.post({ text: "three" })).rejects.toMatchObject(lost("ECONNRESET"));
    expect(posted(world)).toEqual(["three"]);
    expect(world.slack.requests.map(({ body }) => body.text)).toEqual(["one", "three"]);
  },
  "refuse-blocks": async (world) => {
    const { form, post, respond, slack } = world;
    slack.faults.add({ fault: "refuse-blocks", times: 3 });
    const blocks = [section("hi")];
    expect(await post(hi)).toMatchObject({ body: { ok: true } });
    const refused = { status: 200, body: { ok: false, error: "invalid_blocks" } };
    expect(await post({ ...hi, blocks })).toMatchObject(refused);
    const sent = { channel: CHANNEL, blocks: JSON.stringify(blocks) };
    expect(await form("chat.postMessage", { ...sent, blocks: "[]", ...hi })).toMatchObject({
      status: 200,
    });
    expect(await form("chat.postMessage", sent)).toMatchObject(refused);
    const answer = await respond(slack.mintResponseUrl(), { blocks });
    expect(answer).toMatchObject({ status: 400, text: "invalid_blocks" });
  },
  error: async (world) => {
    world.slack.faults.add({ fault: "error", error: "is_archived" }).add({ fault: "error" });
    world.slack.faults.add({ fault: "error", error: "channel_is_archived", status: 410 });
    expect(await world.post(hi)).toMatchObject({
      status: 200,
      body: { ok: false, error: "is_archived" },
    });
    expect(await world.post(hi)).toMatchObject({ body: { error: "internal_error" } });
    const answer = await world.respond(world.slack.mintResponseUrl(), hi);
    expect(answer).toMatchObject({ status: 410, text: "channel_is_archived" });
    expect(posted(world)).toEqual([]);
  },
  "token-revoked": async (world) => {
    world.slack.faults.add({ fault: "token-revoked" });
    expect(await world.api("auth.test")).toMatchObject({
      body: { ok: false, error: "token_revoked" },
    });
    expect(await world.api("auth.test")).toMatchObject({ body: { ok: true } });
  },
};

describe("a fault of Slack does what its line says:", () => {
  it.each(Object.entries(slackFaultRegistry))("%s: $doc", async (name) => {
    const world = slackWorld();
    await new Map(Object.entries(behaviour)).get(name)?.(world);
    expect.hasAssertions();
    expect(world.slack.faults.unmet()).toEqual([]);
  });
});

async function hangUpAfter({ clock, slack }: SlackWorld, text: string, ms: number) {
  const abort = new AbortController();
  const { apiBaseUrl, botToken } = slack.options;
  const posting = slack.fetch(`${apiBaseUrl}/chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${botToken}` },
    body: new URLSearchParams({ channel: CHANNEL, text }),
    signal: abort.signal,
  });
  await Promise.race([posting, clock.sleep(ms)]);
  abort.abort(new Error("timed out"));
  return posting;
}
