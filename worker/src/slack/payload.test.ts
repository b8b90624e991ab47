import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommandCall, parseInteraction } from "./payload.ts";
import { clickPayload, commandFields, FORM, RESPONSE_URL } from "./signed-request.fixture.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const form = (fields: Record<string, string>) => ({
  rawBody: bytes(new URLSearchParams(fields).toString()),
  contentType: FORM,
});
const interaction = (payload: unknown) => parseInteraction(form({ payload: jsonOf(payload) }));
const jsonOf = (payload: unknown) =>
  typeof payload === "string" ? payload : JSON.stringify(payload);

const COMMAND = commandFields({ text: "list mine" });
const without = (name: string) =>
  Object.fromEntries(Object.entries(COMMAND).filter(([key]) => key !== name));

describe("a slash command", () => {
  it("is read", () => {
    expect(parseCommandCall(form(COMMAND))).toEqual({
      ok: true,
      value: {
        kind: "command",
        teamId: "T0TEAM",
        userId: "U0OPERATOR",
        channelId: "C0CHANNEL",
        command: "/gpu",
        text: "list mine",
        responseUrl: RESPONSE_URL,
      },
    });
  });

  it.each([
    ["channel_id", "channelId", null],
    ["text", "text", ""],
  ])("may be without %s", (name, key, value) => {
    expect(parseCommandCall(form(without(name)))).toMatchObject({
      ok: true,
      value: { [key]: value },
    });
  });

  it.each(["team_id", "user_id", "command", "response_url"])("needs %s", (field) => {
    const reason = { code: "malformed", field };
    expect(parseCommandCall(form(without(field)))).toEqual({ ok: false, reason });
    expect(parseCommandCall(form({ ...COMMAND, [field]: "" }))).toEqual({ ok: false, reason });
  });

  it.each([
    ["team_id", "T0 TEAM"],
    ["team_id", "T".repeat(65)],
    ["user_id", "<@U1>"],
    ["channel_id", "C\u0000"],
    ["command", "gpu"],
    ["text", "x".repeat(16_001)],
    ["response_url", "x".repeat(2_049)],
  ])("with a strange %s is malformed, and the fault does not repeat it", (field, value) => {
    const read = parseCommandCall(form({ ...COMMAND, [field]: value }));
    expect(read).toEqual({ ok: false, reason: { code: "malformed", field } });
  });

  it("is not read from a form that is none", () => {
    const reason = { code: "content-type", field: null };
    const json = { ...form(COMMAND), contentType: "application/json" };
    expect(parseCommandCall(json)).toEqual({ ok: false, reason });
  });
});

const CLICK = clickPayload();
const [BUTTON] = CLICK.actions;

describe("a click", () => {
  it("is read", () => {
    expect(interaction(CLICK)).toEqual({
      ok: true,
      value: {
        kind: "action",
        teamId: "T0TEAM",
        userTeamId: "T0TEAM",
        userId: "U0OPERATOR",
        triggerId: "1.2.simulated",
        actionId: "run:list",
        blockId: "b1",
        value: "list",
        responseUrl: RESPONSE_URL,
        isEphemeral: true,
        channelId: "C0CHANNEL",
        messageTs: "1767268800.000100",
      },
    });
  });

  it.each([
    [
      "a person of another team",
      { user: { id: "U1", team_id: "T0OTHER" } },
      { teamId: "T0TEAM", userTeamId: "T0OTHER" },
    ],
    [
      "a place in another team",
      { team: { id: "T0OTHER" } },
      { teamId: "T0OTHER", userTeamId: "T0TEAM" },
    ],
    [
      "a person whose team is not said",
      { user: { id: "U1" } },
      { teamId: "T0TEAM", userTeamId: "T0TEAM" },
    ],
    ["no response_url", { response_url: undefined }, { responseUrl: null }],
    [
      "a message that all see",
      { container: { is_ephemeral: false } },
      { isEphemeral: false, messageTs: null },
    ],
    [
      "a view instead of a message",
      { container: { type: "view" }, channel: null },
      { isEphemeral: false, channelId: null },
    ],
    ["a button without a value", { actions: [{ action_id: "a" }] }, { value: null, blockId: null }],
    [
      "a choice",
      { actions: [{ action_id: "a", selected_option: { value: "v" } }] },
      { value: "v" },
    ],
    ["a second action", { actions: [BUTTON, { action_id: "b" }] }, { actionId: "run:list" }],
  ])("is read with %s", (_, change, value) => {
    expect(interaction({ ...CLICK, ...change })).toMatchObject({ ok: true, value });
  });

  it.each([
    ["type", { type: undefined }, "type"],
    ["type", { type: 3 }, "type"],
    ["team", { team: null }, "team"],
    ["team's id", { team: { id: 3 } }, "team.id"],
    ["user", { user: undefined }, "user"],
    ["user's team", { user: { id: "U1", team_id: "" } }, "user.team_id"],
    ["list of actions", { actions: {} }, "actions"],
    ["first action", { actions: [] }, "actions.0"],
    ["action's id", { actions: [{ action_id: "" }] }, "actions.0.action_id"],
    [
      "action's value",
      { actions: [{ action_id: "a", value: "x".repeat(4_001) }] },
      "actions.0.value",
    ],
    ["response_url", { response_url: 3 }, "response_url"],
    ["ephemeral mark", { container: { is_ephemeral: "yes" } }, "container.is_ephemeral"],
  ])("without a good %s is malformed", (_, change, field) => {
    const reason = { code: "malformed", field };
    expect(interaction({ ...CLICK, ...change })).toEqual({ ok: false, reason });
  });

  it("takes nothing from a prototype that the sender made up", () => {
    const inherited = JSON.stringify({ ...CLICK, team: undefined }).replace(
      "{",
      '{"__proto__":{"team":{"id":"T0TEAM"}},',
    );
    expect(interaction(inherited)).toEqual({
      ok: false,
      reason: { code: "malformed", field: "team" },
    });
    expect("team" in {}).toBe(false);
  });
});

it.each([
  ["view_submission", "view_submission"],
  ["view_closed", "view_closed"],
  ["shortcut", "shortcut"],
  ["a\nb", "a b"],
  ["x".repeat(99), `${"x".repeat(39)}…`],
])("of type %j is ignored", (type, what) => {
  expect(interaction({ type })).toEqual({ ok: true, value: { kind: "ignored", what } });
});

it.each([
  ["no payload", form({ other: "1" }), { code: "malformed", field: "payload" }],
  ["an empty payload", form({ payload: "" }), { code: "json", field: "payload" }],
  ["JSON cut short", form({ payload: '{"type":' }), { code: "json", field: "payload" }],
  ["null", form({ payload: "null" }), { code: "malformed", field: null }],
  ["a list", form({ payload: "[]" }), { code: "malformed", field: null }],
  ["a number", form({ payload: "1" }), { code: "malformed", field: null }],
  [
    "two payloads",
    { rawBody: bytes("payload={}&payload={}"), contentType: FORM },
    { code: "duplicate", field: null },
  ],
  [
    "no content type",
    { ...form({ payload: "{}" }), contentType: null },
    { code: "content-type", field: null },
  ],
  [
    "brackets as deep as a body may be",
    form({ payload: "[".repeat(500_000) }),
    { code: "json", field: "payload" },
  ],
])("an interaction with %s is malformed", (_, body, reason) => {
  expect(parseInteraction(body)).toEqual({ ok: false, reason });
});

it("never throws, whatever a payload holds", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("block_actions", "view_submission"), (json, type) => {
      const part: unknown = JSON.parse(json);
      for (const key of ["team", "user", "actions", "container", "view"]) {
        expect(interaction({ ...CLICK, type, [key]: part }).ok).toBeTypeOf("boolean");
      }
    }),
  );
});
