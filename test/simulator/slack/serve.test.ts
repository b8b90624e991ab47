import { afterEach, describe, expect, it } from "vitest";
import { type ServedSlackEnd, serveSlackEnd } from "./serve.ts";
import { CHANNEL, callsToSlack } from "./slack.fixture.ts";

const open: ServedSlackEnd[] = [];

async function served() {
  const server = await serveSlackEnd();
  open.push(server);
  return { ...server, ...callsToSlack({ fetch, options: server.slack.options }) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe("Slack on a port", () => {
  it("answers methods and response URLs over HTTP", async () => {
    const { post, respond, slack, url } = await served();
    expect(slack.options).toMatchObject({ apiBaseUrl: `${url}/api`, responseOrigin: url });
    expect(await post({ text: "hi" })).toMatchObject({ status: 200, body: { ok: true } });
    const responseUrl = slack.mintResponseUrl();
    expect(responseUrl).toContain(`${url}/actions/`);
    expect((await respond(responseUrl, { text: "reply" })).status).toBe(200);
    expect(slack.messages.all().map(({ text }) => text)).toEqual(["hi", "reply"]);
  });

  it("loses connections by destroying the socket, and notices who hangs up", async () => {
    const { post, slack } = await served();
    slack.faults.add({ fault: "network", handled: true }).add({ fault: "hang" });
    await expect(post({ text: "one" })).rejects.toThrow("fetch failed");
    const gone = fetch(`${slack.options.apiBaseUrl}/chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${slack.options.botToken}` },
      body: new URLSearchParams({ channel: CHANNEL, text: "two" }),
      signal: AbortSignal.timeout(50),
    });
    await expect(gone).rejects.toThrow("timeout");
    expect(slack.messages.all().map(({ text }) => text)).toEqual(["one"]);
  });

  it("refuses a port that is taken, in words", async () => {
    const port = Number(new URL((await served()).url).port);
    await expect(serveSlackEnd({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });
});
