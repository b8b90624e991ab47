import { choose, type MachineFailure, SesterceError } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { Cancelled } from "../host.ts";
import { inputsOf } from "../inputs/inputs.fixture.ts";
import { attempt, offer } from "../renting.fixture.ts";
import { apiErrorText, attemptText, errorText, provisionFailureText, Refusal } from "./failures.ts";

const { requirements } = inputsOf();
const evil = "first\n::error::second\u001b[31m";

describe("an error of the API says what happened and what to do", () => {
  it.each<[SesterceError["code"], string]>([
    ["key-refused", "The Sesterce API answered offers with 403: it does not accept this API key."],
    ["balance", "The Sesterce API answered create with 402: the account's balance forbids it."],
    ["blocked", "A front before the Sesterce API refused offers with 403."],
    ["rate-limited", "The Sesterce API answered create with 429: too many requests."],
    ["network", "No answer from the Sesterce API to GET /gpu-cloud/instances (ENOTFOUND)."],
    ["timeout", "The Sesterce API did not answer within 15 s."],
    ["unavailable", "The Sesterce API answered offers with 503."],
    ["unreadable-answer", "The Sesterce API answered offers with 200 and a body that is odd."],
    ["unconfirmed-create", "The Sesterce API answered create with 502."],
    ["refused", "The Sesterce API answered create with 400."],
  ])("%s", (code, message) => {
    expect(apiErrorText(new SesterceError({ code, message }))).toMatchSnapshot();
  });
});

describe("what ends a step", () => {
  it("is told in its own words when it is ours", () => {
    expect(errorText(new Refusal("No."))).toBe("No.");
    expect(errorText(new Cancelled("The step was cancelled (SIGINT)."))).toContain("cancelled");
    const balance = new SesterceError({ code: "balance", message: "402." });
    expect(errorText(balance)).toBe(apiErrorText(balance));
  });

  it.each([new TypeError("x is not a function"), "a string"])(
    "is a fault of the action otherwise: %s",
    (error) => {
      expect(errorText(error)).toMatch(
        /^Something in this action broke: .* The post step deletes what was rented. Please report/,
      );
    },
  );
});

describe("provisioning that came to nothing", () => {
  const error = new SesterceError({ code: "refused", message: "400. It says: bad volume." });

  it("says why, and which inputs to look at", () => {
    const texts = [
      { code: "no-offer", choice: choose([], requirements), waitedMs: 0 },
      { code: "attempts-used", tried: 3 },
      { code: "creates-used", sent: 10 },
      { code: "request-refused", error },
      { code: "name-changed", id: "m1", sent: "sgpu-1", got: evil },
    ] as const;
    expect(
      texts.map((failure) =>
        provisionFailureText(failure, inputsOf({ "volume-id": "v1", clouds: "a", regions: "b" })),
      ),
    ).toMatchInlineSnapshot(`
      [
        "No offer fits, of 0 that Sesterce has.
      No offer is in a region called b now.
      No offer is in a cloud called a now.",
        "No machine got ready: 3 tried, as \`max-attempts\` allows, and all given back.
      ",
        "No machine could be had in 10 create requests, the most for one lease.
      ",
        "Three offers in a row were refused in the same words. 400. It says: bad volume. If that is not about capacity, the request is wrong: check \`volume-id\`; if it is, set \`capacity-wait\`, or widen \`gpu\` or \`regions\`.",
        "Sesterce made machine m1 under the name "first ::error::second [31m" in place of sgpu-1. We could not find it again by that name, so it is being deleted, and the post step looks after it. Please report this.",
      ]
    `);
  });

  it("with near misses has a line for each", () => {
    const inputs = inputsOf({ "max-hourly-price": "1" });
    const choice = choose([offer], inputs.requirements);
    const failure = { code: "no-offer", choice, waitedMs: 0 } as const;
    expect(provisionFailureText(failure, inputs).split("\n")).toHaveLength(3);
  });

  it("after attempts tells each of them in place of near misses", () => {
    const failure = { code: "no-offer", choice: choose([], requirements), waitedMs: 0 } as const;
    const failed = attempt({ outcome: { kind: "failed", failure: { code: "error" } } });
    expect(provisionFailureText(failure, inputsOf(), [failed])).toBe(
      "No machine could be had, and no offer is left that fits. Tried:\n- 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h: given back, it went into status error",
    );
  });
});

describe("an attempt", () => {
  const failed = (failure: MachineFailure) => attempt({ outcome: { kind: "failed", failure } });

  it("that was given back says why", () => {
    const failures: MachineFailure[] = [
      { code: "error" },
      { code: "gone" },
      { code: "not-ready", detail: "SSH does not answer yet" },
      { code: "unsafe-address", detail: 'its ip is "203.0.113.7\\n  ProxyCommand x"' },
      { code: "too-few-gpus", detail: "7 of 8 GPUs" },
      { code: "host-key-changed", detail: "it may be another machine" },
    ];
    expect(failures.map((failure) => attemptText(failed(failure)))).toMatchInlineSnapshot(`
      [
        "given back, it went into status error",
        "given back, it disappeared from the account (deleted by somebody, or the balance ran out)",
        "given back, it was not ready within ready-timeout: SSH does not answer yet",
        "given back, it has an address that can't be used: its ip is "203.0.113.7\\n  ProxyCommand x"",
        "given back, it does not show all its GPUs: 7 of 8 GPUs",
        "given back, it answers with another host key than at first: it may be another machine",
      ]
    `);
  });

  it("that was refused has the API's words, or ours where it has none", () => {
    const error = (apiMessage?: string) =>
      new SesterceError({ code: "refused", message: "The API answered 409.", apiMessage });
    const refused = (apiMessage?: string) =>
      attemptText(attempt({ outcome: { kind: "refused", error: error(apiMessage) } }));
    expect(refused("OUT_OF_STOCK")).toBe("refused: OUT_OF_STOCK");
    expect(refused()).toBe("refused: The API answered 409.");
  });

  it("whose fate is not known says so", () => {
    const error = new SesterceError({ code: "unconfirmed-create", message: "502." });
    expect(attemptText(attempt({ outcome: { kind: "unconfirmed", error } }))).toBe(
      "unconfirmed, and no machine showed in 20 s: 502.",
    );
  });
});
