import { describe, expect, it } from "vitest";
import { parseJson } from "./call.ts";
import { blockActionsBody, signSlackBody, slashCommandBody, viewSubmissionBody } from "./index.ts";
import { modal } from "./slack.fixture.ts";

const payloadOf = (body: string) => parseJson(new URLSearchParams(body).get("payload") ?? "");

describe("what Slack sends to an app", () => {
  it("is signed as in the example of Slack's documentation", async () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    expect(await signSlackBody("8f742231b10e8888abcd99yyyzzz85a5", 1_531_420_618, body)).toBe(
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    );
  });

  it("is a form for a command", () => {
    const fields = new URLSearchParams(slashCommandBody({ text: "list mine", user_id: "U0TWO" }));
    expect(Object.fromEntries(fields)).toMatchObject({
      ...{ command: "/gpu", text: "list mine", user_id: "U0TWO", team_id: "T0TEAM" },
      ...{ channel_id: "C0CHANNEL", is_enterprise_install: "false" },
    });
  });

  it("is a payload for a click, with its message unless only one person saw it", () => {
    const click = { actionId: "delete", value: "m-1", userId: "U0TWO", messageTs: "1.000100" };
    expect(payloadOf(blockActionsBody({ ...click, text: "sure?" }))).toMatchObject({
      type: "block_actions",
      user: { id: "U0TWO", team_id: "T0TEAM" },
      team: { id: "T0TEAM" },
      container: { type: "message", message_ts: "1.000100", is_ephemeral: false },
      message: { ts: "1.000100", text: "sure?" },
      actions: [{ action_id: "delete", value: "m-1", type: "button" }],
    });
    const seen = payloadOf(blockActionsBody({ ...click, isEphemeral: true }));
    expect(seen).not.toHaveProperty("message");
  });

  it("is a payload for a submitted modal, with what was filled in", () => {
    const values = { why: { reason: { type: "plain_text_input", value: "longer run" } } };
    const view = modal({ private_metadata: "m-1" });
    expect(payloadOf(viewSubmissionBody({ view, values }))).toMatchObject({
      type: "view_submission",
      view: { type: "modal", private_metadata: "m-1", state: { values } },
    });
  });
});
