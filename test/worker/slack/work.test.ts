import { describe, expect, it } from "vitest";
import {
  clickPayload,
  RESPONSE_URL,
  signedAction,
  signedCommand,
  signedInteraction,
} from "../../../worker/src/slack/signed-request.fixture.ts";
import { ANSWER, doors } from "./doors.fixture.ts";
import { accepted, status } from "./slack-double.fixture.ts";

describe("Slack has its acknowledgement", () => {
  it.each([
    ["command", () => signedCommand()],
    ["click", () => signedAction()],
  ])("however long a %s takes", async (_, request) => {
    const never = () => new Promise<never>(() => {});
    const { send, background } = doors({ onCommand: never, onAction: never });
    const answer = await send(await request());
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(background).toHaveLength(1);
  });

  it.each([
    ["command", () => signedCommand()],
    ["click", () => signedAction()],
  ])("before a %s is begun, so that no computing can hold it up", async (_, request) => {
    const order: string[] = [];
    const begin = async () => {
      order.push("begun");
      return ANSWER;
    };
    const { send, finish } = doors({ onCommand: begin, onAction: begin });
    await send(await request());
    // Every microtask that the answer could need is done before anything is begun.
    for (let hop = 0; hop < 1_000; hop++) await null;
    order.push("acknowledged");
    await finish();
    expect(order).toEqual(["acknowledged", "begun"]);
  });
});

describe("a command", () => {
  it("is carried out and answered at its response_url", async () => {
    const { send, finish, onCommand, onAction, sent, logged } = doors();
    await send(await signedCommand({ text: "list mine", userId: "U0RENTER" }));
    await finish();
    expect(onAction).not.toHaveBeenCalled();
    expect(onCommand.mock.calls).toMatchObject([
      [{ kind: "command", text: "list mine", userId: "U0RENTER", command: "/gpu" }],
    ]);
    expect(sent).toMatchObject([
      { url: RESPONSE_URL, body: { ...ANSWER, replace_original: false } },
    ]);
    expect(logged).toEqual([
      { level: "info", event: "slack-answered", kind: "command", userId: "U0RENTER", posts: 1 },
    ]);
  });

  it("is answered as text when Slack refuses the blocks, and the log says why", async () => {
    const { send, finish, sent, logged } = doors({}, [status(400, "invalid_blocks"), accepted()]);
    await send(await signedCommand());
    await finish();
    expect(sent[1]?.body).not.toHaveProperty("blocks");
    expect(logged).toMatchObject([
      { level: "warn", event: "slack-answer-as-text", posts: 2, refusal: "invalid_blocks" },
    ]);
  });

  it.each([
    ["elsewhere", "https://hooks.slack.com.evil.test/x", [], "bad-url"],
    ["into the void", RESPONSE_URL, [status(404)], "expired"],
  ])("whose answer would go %s is logged", async (_, responseUrl, script, code) => {
    const { send, finish, sent, logged } = doors({}, script);
    await send(await signedCommand({ responseUrl }));
    await finish();
    expect(sent).toHaveLength(script.length);
    expect(logged).toMatchObject([{ level: "error", event: "slack-answer-undelivered", code }]);
  });
});

describe("a click", () => {
  it.each([
    [true, "takes the place of a message that only that person sees"],
    [false, "leaves a message that all see as it is"],
  ])("answered: is ephemeral %s, so the answer %s", async (isEphemeral) => {
    const { send, finish, onAction, onCommand, sent } = doors();
    await send(await signedAction({ isEphemeral, value: "list page 2" }));
    await finish();
    expect(onCommand).not.toHaveBeenCalled();
    expect(onAction.mock.calls).toMatchObject([[{ kind: "action", value: "list page 2" }]]);
    expect(sent).toMatchObject([
      { url: RESPONSE_URL, body: { ...ANSWER, replace_original: isEphemeral } },
    ]);
  });

  it.each([
    ["nothing is to be said to", { onAction: async () => undefined }, {}, true],
    ["came without a response_url", {}, { response_url: undefined }, false],
  ])("that %s is only logged", async (_, ports, change, hasUrl) => {
    const { send, finish, sent, logged } = doors(ports);
    await send(await signedInteraction({ ...clickPayload(), ...change }));
    await finish();
    expect(sent).toEqual([]);
    expect(logged).toEqual([
      {
        level: "info",
        event: "slack-not-answered",
        kind: "action",
        userId: "U0OPERATOR",
        actionId: "run:list",
        hasUrl,
      },
    ]);
  });
});

describe("a bug", () => {
  const error = new Error("the inner secret");
  const rejects = () => Promise.reject(error);
  const throws = () => {
    throw error;
  };

  it.each([
    ["a command that rejects", () => signedCommand(), rejects],
    ["a command that throws", () => signedCommand(), throws],
    ["a click that rejects", () => signedAction(), rejects],
    ["a click that throws", () => signedAction(), throws],
  ])("in %s leads to an incident, for the person and for the log", async (_, request, port) => {
    const { send, finish, sent, logged } = doors({ onCommand: port, onAction: port });
    expect((await send(await request())).status).toBe(200);
    await finish();
    expect(logged[0]).toMatchObject({ level: "error", event: "slack-call-failed", error });
    const incident = String(logged[0]?.incident);
    expect(incident).toMatch(/^[0-9a-f]{8}$/);
    const text = `Something went wrong on our side. Tell an operator: incident \`${incident}\` is in the Worker's log.`;
    expect(sent).toMatchObject([
      { body: { response_type: "ephemeral", replace_original: false, text } },
    ]);
    expect(JSON.stringify(sent)).not.toContain("secret");
  });

  it("in what we send is logged and does not reject", async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const broken = async () => Object.assign({ ...ANSWER }, { blocks: cyclic }) as never;
    const { send, finish, logged } = doors({ onCommand: broken });
    await send(await signedCommand());
    await finish();
    expect(logged).toMatchObject([{ level: "error", event: "slack-answer-failed" }]);
  });
});
