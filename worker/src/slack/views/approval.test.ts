import { describe, expect, it } from "vitest";
import type { Approval } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { approvalView } from "./approval.ts";
import { deniedView } from "./denied.ts";
import { EVIL, expectSendable, many, NOW } from "./views.fixture.ts";

const sent = (message: Message): string => {
  expectSendable(message);
  return message.text;
};
const approved = (machineIds: string[], changedIds: string[] = []): Approval => ({
  kind: "approved",
  machineIds,
  changedIds,
});

describe("a click on Approve is answered:", () => {
  it.each<[string, Approval]>([
    ["approved", approved(["6b01", "6b02"])],
    ["one approved, one changed", approved(["6b01"], ["6b02"])],
    ["all changed", approved([], ["6b01", "6b02"])],
    ["expired", { kind: "expired" }],
    ["already", { kind: "already", by: "U0BOB", at: NOW }],
    ["unknown", { kind: "unknown" }],
  ])("%s", (_, outcome) => {
    expect(sent(approvalView(outcome, "enforce"))).toMatchSnapshot();
  });

  it("approved in observe mode, which ends nothing", () => {
    expect(sent(approvalView(approved(["6b01"]), "observe"))).toMatchSnapshot();
  });

  it.each(EVIL)("whatever the ids are: %j", (id) => {
    sent(
      approvalView(
        approved(
          many(500, () => id),
          many(500, () => id),
        ),
        "enforce",
      ),
    );
    sent(approvalView({ kind: "already", by: id, at: Number.NaN }, "enforce"));
  });
});

describe("who may not is told", () => {
  it("who may", () => {
    const userIds = many(25, (index) => `U0${index + 10}`);
    const who = ["operators", "renters", "owner-or-operators"] as const;
    const views = who.map((one) =>
      sent(deniedView({ code: "not-allowed", who: one, userIds: userIds.slice(0, 2) })),
    );
    expect(views).toMatchSnapshot();
    expect(sent(deniedView({ code: "not-allowed", who: "operators", userIds }))).toContain(
      "and 5 more",
    );
    expect(sent(deniedView({ code: "not-allowed", who: "nobody", userIds: [] }))).toMatchSnapshot();
  });

  it("what is not configured", () => {
    const denied = { code: "not-configured", variables: ["SLACK_OPERATORS"] } as const;
    expect(sent(deniedView(denied))).toMatchSnapshot();
  });
});
