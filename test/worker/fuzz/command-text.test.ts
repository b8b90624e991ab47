/**
 * Whatever is typed after `/gpu` is a command, or gets a refusal that Slack can be sent; and what our own buttons
 * carry is read as it was meant.
 */
import { DAY_MS, MINUTE_MS, SesterceError } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../worker/src/slack/command.ts";
import { COMMANDS } from "../../../worker/src/slack/command-registry.ts";
import { decodeExtension, encodeExtension } from "../../../worker/src/slack/extension-value.ts";
import { mistakeView } from "../../../worker/src/slack/views/mistake.ts";
import { offersView } from "../../../worker/src/slack/views/offers.ts";
import { troubleView } from "../../../worker/src/slack/views/trouble.ts";
import {
  expectSendable,
  many,
  offerOf,
  place,
} from "../../../worker/src/slack/views/views.fixture.ts";
import { hostileText } from "../../fuzz/hostile-text.ts";
import { oddText } from "../../fuzz/odd-json.ts";
import { runs } from "../../fuzz/runs.ts";
import type { Content } from "../../simulator/slack/messages.ts";
import { buttonsOf } from "../reaper/slack-text.ts";

const NAMES = COMMANDS.map(({ name }) => name);
const anyText = fc.oneof(hostileText, oddText);
const word = fc.oneof(
  { weight: 3, arbitrary: anyText },
  fc.constantFrom("mine", "page", "2h", "H100:2", "any", "&lt;3", "<$4", "7", "status", "approve"),
);

const folded = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");

describe("whatever is typed", () => {
  const line = fc
    .tuple(
      fc.oneof(fc.constantFrom(...NAMES, ...NAMES.map((name) => name.toUpperCase())), anyText),
      fc.array(word, { maxLength: 6 }),
      fc.constantFrom(" ", "  ", "\t", "\u00a0", ""),
    )
    .map(([name, words, between]) => [name, ...words].join(between));

  it("is a command, or gets a refusal that can be sent", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parseCommand(text);
        seen.add(parsed.ok ? parsed.value.name : parsed.reason.code);
        if (parsed.ok) expect(NAMES).toContain(parsed.value.name);
        else expectSendable(mistakeView(parsed.reason));
      }),
      runs(250),
    );
    expect(seen.size).toBeGreaterThan(5);
  });

  it("of a private key is shown nothing", () => {
    const key = fc.constantFrom(
      "-----BEGIN OPENSSH PRIVATE KEY-----",
      "b3BlbnNzaC1rZXktdjEAAAAABG5v",
    );
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/).map((text) => `SECRET${text}`);
    fc.assert(
      fc.property(line, key, secret, (text, mark, body) => {
        const parsed = parseCommand(`${text} ${mark} ${body}`);
        if (parsed.ok) return expect.fail("It was taken for a command.");
        expect(JSON.stringify(mistakeView(parsed.reason))).not.toContain(body);
      }),
      runs(50),
    );
  });
});

describe("what the API says in an error", () => {
  it("can be sent, and is no markup", () => {
    const codes = fc.constantFrom("refused", "key-refused", "unavailable", "blocked" as const);
    fc.assert(
      fc.property(anyText, codes, (apiMessage, code) => {
        expectSendable(troubleView(new SesterceError({ code, message: apiMessage, apiMessage })));
      }),
      runs(80),
    );
  });
});

describe("what our own buttons carry", () => {
  it("asks for the same offers, page by page", () => {
    const name = fc
      .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_./-]{0,20}$/)
      .filter((text) => !["page", "any"].includes(text.toLowerCase()));
    const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const count = orNull(fc.integer({ min: 1, max: 999 }));
    const cap = fc.integer({ min: 1, max: 999_999_999 }).map((parts) => parts / 10_000);
    const asked = fc.tuple(orNull(fc.record({ text: name, count })), orNull(name), orNull(cap));
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 3 }), ([gpu, region, maxHourlyUsd], page) => {
        const offers = many(45, (index) =>
          offerOf({
            instanceId: `o-${index}`,
            hourlyPrice: 0.00001,
            ...(gpu && { gpuName: gpu.text, gpuCount: gpu.count ?? 1 }),
            ...(region !== null && { availability: [place(region)] }),
          }),
        );
        // A word that names a GPU names no region as well.
        fc.pre(gpu !== null || region === null || folded(region) !== "h100");
        const words = [gpu, region === null ? null : { text: region, count: null }];
        const query = {
          name: "offers" as const,
          words: words.filter((word) => word !== null),
          maxHourlyUsd,
          page,
        };
        const sent: Content = JSON.parse(JSON.stringify(offersView({ offers, query })));
        const buttons = buttonsOf(sent);
        expect(buttons.length).toBe(page === 2 ? 2 : 1);
        for (const { actionId, value } of buttons) {
          const to = actionId === "run:next" ? page + 1 : page - 1;
          expect(parseCommand(value)).toEqual({ ok: true, value: { ...query, page: to } });
        }
      }),
      runs(25),
    );
  });

  it("moves the lease that was shown, or none", () => {
    const id = fc.stringMatching(/^[^\s/?#\\]{1,200}$/);
    const addMs = fc
      .integer({ min: 1, max: 9_999 * 24 * 60 })
      .map((minutes) => minutes * MINUTE_MS);
    const from = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(id, addMs, from, (machineId, ms, end) => {
        const value = { machineId, addMs: ms, from: end };
        expect(decodeExtension(encodeExtension(value))).toEqual(value);
      }),
      runs(80),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `60000 1 ${text}`),
        ),
        (text) => {
          const decoded = decodeExtension(text);
          if (decoded === undefined) return;
          expect(decoded.addMs).toBeGreaterThanOrEqual(MINUTE_MS);
          expect(decoded.addMs).toBeLessThanOrEqual(9_999 * DAY_MS);
          expect(encodeExtension(decoded).replace(/^0+|(?<= )0+(?=\d)/g, "")).toBe(
            text.replace(/^0+|(?<= )0+(?=\d)/g, ""),
          );
        },
      ),
      runs(80),
    );
  });
});
