import { describe, expect, it } from "vitest";
import type { CreateRequest } from "../client.ts";
import { SesterceError, UnconfirmedCreateError } from "../errors.ts";
import { encodeName } from "../ownership.ts";
import type { Machine } from "../schemas.ts";
import { candidate, machine } from "./rented.fixture.ts";
import { apiFaultOf, type CreateOrder, sendCreateOnce } from "./single-steps.ts";

const STEM = "sgpu-sl-0f3z-u024be7lh-k3x9qa";
const NOW = Date.UTC(2026, 0, 1, 12);
const MINUTE = 60_000;
const order: CreateOrder = {
  stem: STEM,
  access: { sshKey: "ssh-ed25519 AAAA" },
  lifetimeMs: 120 * MINUTE,
  readyTimeoutMs: 20 * MINUTE,
  candidate,
  now: NOW,
  attempt: 0,
  random: 1,
};
const NAME = encodeName(STEM, NOW + 140 * MINUTE);

const answering = (answer: (request: CreateRequest) => Machine) => {
  const sent: CreateRequest[] = [];
  return {
    sent,
    async create(request: CreateRequest) {
      sent.push(request);
      return answer(request);
    },
  };
};
const failing = (error: Error) =>
  answering(() => {
    throw error;
  });

describe("one create", () => {
  it("bears the lease's end: the time to get ready, and the lifetime", async () => {
    const client = answering(({ name }) => machine({ name }));
    const sent = await sendCreateOnce(order, client);
    const expiresAt = NOW + 140 * MINUTE;
    expect(sent).toEqual({ kind: "machine", machine: machine({ name: NAME }), expiresAt });
    expect(client.sent).toMatchObject([{ name: NAME, region: "dallas-usa-3" }]);
  });

  it("tells the end as the name does: a whole minute, rounded up", async () => {
    const client = answering(({ name }) => machine({ name }));
    const sent = await sendCreateOnce({ ...order, now: NOW + 1 }, client);
    expect(sent).toMatchObject({ kind: "machine", expiresAt: NOW + 141 * MINUTE });
  });

  it("is told when its machine bears another name, for nobody would find that again", async () => {
    const renamed = machine({ name: "box" });
    const sent = await sendCreateOnce(
      order,
      answering(() => renamed),
    );
    expect(sent).toEqual({ kind: "renamed", machine: renamed, sent: NAME });
  });

  const refused = new SesterceError({ code: "refused", message: "sold out", status: 409 });
  const limited = new SesterceError({ code: "rate-limited", message: "slow", status: 429 });
  const balance = new SesterceError({ code: "balance", message: "empty", status: 402 });
  const unconfirmed = new UnconfirmedCreateError({ message: "cut" });
  it.each([
    ["refused", refused, { kind: "refused" }],
    ["not sent", limited, { kind: "not-sent", waitMs: 2_000 }],
    ["stopped", balance, { kind: "stop" }],
    ["unconfirmed", unconfirmed, { kind: "unconfirmed" }],
  ])("that was %s says so, with the API's fault as plain data", async (_, error, outcome) => {
    const sent = await sendCreateOnce(order, failing(error));
    expect(sent).toEqual({ ...outcome, fault: apiFaultOf(error) });
  });

  it("stops when it was tried often enough", async () => {
    const lost = new SesterceError({ code: "network", message: "no connection" });
    const again = await sendCreateOnce({ ...order, attempt: 2 }, failing(lost));
    const last = await sendCreateOnce({ ...order, attempt: 3 }, failing(lost));
    expect([again.kind, last.kind]).toEqual(["not-sent", "stop"]);
  });

  it("passes on what is no error of the API's", async () => {
    const bug = new TypeError("a bug");
    await expect(sendCreateOnce(order, failing(bug))).rejects.toBe(bug);
  });
});

describe("a fault of the API's as plain data", () => {
  it("has what the error knows", () => {
    const facts = { code: "refused", message: "no", status: 409, apiMessage: "SOLD_OUT" } as const;
    expect(apiFaultOf(new SesterceError(facts))).toEqual(facts);
  });

  it("has null for what it does not know", () => {
    const fault = apiFaultOf(new SesterceError({ code: "network", message: "lost" }));
    expect(fault).toEqual({ code: "network", message: "lost", status: null, apiMessage: null });
  });
});
