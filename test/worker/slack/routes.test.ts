import { afterEach, describe, expect, it, vi } from "vitest";
import { BODY_MAX } from "../../../worker/src/slack/body.ts";
import {
  type Click,
  clickPayload,
  commandFields,
  FORM,
  NOW_MS,
  signedAction,
  signedCommand,
  signedInteraction,
  signedRequest,
} from "../../../worker/src/slack/signed-request.fixture.ts";
import { doors, EDGE, NOTHING_DONE } from "./doors.fixture.ts";

const PATHS = ["/slack/commands", "/slack/interactions"] as const;
const signed = { "/slack/commands": signedCommand, "/slack/interactions": signedAction };
const url = (path: string) => `https://worker.test${path}`;

function changed(request: Request, headers: Record<string, string | null>): Request {
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) request.headers.delete(name);
    else request.headers.set(name, value);
  }
  return request;
}

/** Neither forms nor JSON of a request that is not known to be Slack's may be looked into. */
function watchParsers() {
  return [vi.spyOn(JSON, "parse"), vi.spyOn(globalThis, "decodeURIComponent")];
}

afterEach(() => vi.restoreAllMocks());

describe.each(PATHS)("%s", (path) => {
  const sign = signed[path];

  it.each([
    ["the first secret", "the-next-secret"],
    ["the second secret", undefined],
  ])("lets in what is signed with %s, and acknowledges with nothing", async (_, secret) => {
    const { send, background } = doors();
    const answer = await send(await sign(secret === undefined ? {} : { secret }));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(background).toHaveLength(1);
  });

  it.each([
    ["another secret", () => sign({ secret: "another" }), "signature-wrong"],
    ["an old timestamp", () => sign({ nowMs: NOW_MS - 301_000 }), "timestamp-old"],
    ["a future timestamp", () => sign({ nowMs: NOW_MS + 301_000 }), "timestamp-future"],
    [
      "no timestamp",
      async () => changed(await sign({}), { "x-slack-request-timestamp": null }),
      "timestamp-missing",
    ],
    [
      "a malformed timestamp",
      async () => changed(await sign({}), { "x-slack-request-timestamp": "now" }),
      "timestamp-malformed",
    ],
    [
      "no signature",
      async () => changed(await sign({}), { "x-slack-signature": null }),
      "signature-missing",
    ],
    [
      "a malformed signature",
      async () => changed(await sign({}), { "x-slack-signature": "v0=" }),
      "signature-malformed",
    ],
    [
      "another body",
      async () => new Request(await sign({}), { body: "team_id=T0TEAM" }),
      "signature-wrong",
    ],
  ])("refuses %s with 401, and looks into nothing", async (_, request, reason) => {
    const { send, traces, logged } = doors();
    const sending = await request();
    const parsers = watchParsers();
    const answer = await send(sending);
    for (const parser of parsers) expect(parser).not.toHaveBeenCalled();
    expect(answer.status).toBe(401);
    expect(traces()).toEqual(NOTHING_DONE);
    expect(logged).toEqual([{ level: "warn", event: "slack-request-refused", reason }]);
  });

  it.each([
    ["that says so", (body: Uint8Array<ArrayBuffer>) => body],
    ["in chunks", (body: Uint8Array<ArrayBuffer>) => new Blob([body]).stream()],
  ])("refuses a body over the cap %s, even a signed one", async (_, bodyOf) => {
    const { send, traces } = doors();
    const body = new Uint8Array(BODY_MAX + 1).fill(0x61);
    const { headers } = await signedRequest({ path, body });
    const answer = await send(
      new Request(url(path), { method: "POST", headers, body: bodyOf(body) }),
    );
    expect(answer.status).toBe(413);
    expect(traces()).toEqual(NOTHING_DONE);
  });

  it("says 400 to a body that breaks off", async () => {
    const { send, traces } = doors();
    const body = new ReadableStream({ pull: (stream) => stream.error(new Error("gone")) });
    const answer = await send(new Request(url(path), { method: "POST", body }));
    expect(answer.status).toBe(400);
    expect(traces()).toEqual(NOTHING_DONE);
  });

  it.each([
    ["alone", "ssl_check=1"],
    ["with a token", "token=x&ssl_check=1"],
    ["with a whole command", `ssl_check=1&${new URLSearchParams(commandFields())}`],
    [
      "with a whole click",
      `${new URLSearchParams({ payload: JSON.stringify(clickPayload()) })}&ssl_check=1`,
    ],
  ])("answers ssl_check unsigned, and does nothing else: %s", async (_, body) => {
    const { send, traces } = doors();
    const parsers = watchParsers();
    const answer = await send(
      new Request(url(path), { method: "POST", body, headers: { "content-type": FORM } }),
    );
    for (const parser of parsers) expect(parser).not.toHaveBeenCalled();
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(traces()).toEqual(NOTHING_DONE);
  });

  it("answers ssl_check asked with GET, and no other GET", async () => {
    const { send } = doors();
    expect((await send(new Request(url(`${path}?ssl_check=1`)))).status).toBe(200);
    expect((await send(new Request(url(path)))).status).toBe(404);
  });

  it("lets nobody in before it is configured", async () => {
    const { send, traces } = doors({ edge: undefined });
    const answer = await send(await sign({}));
    expect([answer.status, await answer.text()]).toEqual([503, "Not set up: see /healthz."]);
    expect(traces()).toEqual(NOTHING_DONE);
  });

  it("lets nobody in when there is no secret", async () => {
    const { send } = doors({ edge: { ...EDGE, signingSecrets: [] } });
    expect((await send(await sign({}))).status).toBe(401);
  });

  it("says 400 to what is signed and malformed, and logs the field alone", async () => {
    const { send, traces, logged } = doors();
    const answer = await send(await signedRequest({ path, body: "team_id=<secret>" }));
    expect([answer.status, await answer.text()]).toEqual([400, "Malformed."]);
    expect(traces()).toEqual(NOTHING_DONE);
    expect(logged).toMatchObject([{ level: "warn", event: "slack-payload-malformed" }]);
    expect(JSON.stringify(logged)).not.toContain("secret");
  });
});

const click = (change: object, call: Click = {}) =>
  signedInteraction({ ...clickPayload(call), ...change }, call);
const OTHERS = { id: "U1", team_id: "T0OTHER" };

describe("a stranger", () => {
  it.each([
    ["with a command", () => signedCommand({ teamId: "T0OTHER" })],
    ["whose team differs in case", () => signedCommand({ teamId: "t0team" })],
    ["with a click", () => signedAction({ teamId: "T0OTHER" })],
    ["in a channel that is shared with ours", () => click({ user: OTHERS })],
    ["in whose channel one of ours clicks", () => click({ team: { id: "T0OTHER" } })],
  ])("%s is told so, and nothing runs", async (_, request) => {
    const { send, traces, logged } = doors();
    const answer = await send(await request());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      response_type: "ephemeral",
      replace_original: false,
      text: "This app belongs to another workspace and answers only there.",
    });
    expect(traces()).toEqual(NOTHING_DONE);
    expect(logged).toMatchObject([{ level: "warn", event: "slack-stranger-refused" }]);
  });
});

it.each([
  ["a modal", { type: "view_submission", view: {} }, "view_submission"],
  ["a modal that was closed", { type: "view_closed" }, "view_closed"],
])("acknowledges %s and does nothing", async (_, change, what) => {
  const { send, traces, logged } = doors();
  const answer = await send(await click(change));
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
  expect(traces()).toEqual(NOTHING_DONE);
  expect(logged).toEqual([{ level: "info", event: "slack-payload-ignored", what }]);
});
