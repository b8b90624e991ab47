/** 2,000 bodies that are no command and no click, at both doors, signed and not: never a 5xx, and nothing runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../../shared/src/any-text.fixture.ts";
import {
  clickPayload,
  commandFields,
  FORM,
  type SignedBody,
  signedRequest,
} from "../../../worker/src/slack/signed-request.fixture.ts";
import { doors, NOTHING_DONE } from "./doors.fixture.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));
const encoded = encodeURIComponent;
const payloadOf = (json: string) => `payload=${encoded(json)}`;
const COMMAND = new URLSearchParams(commandFields()).toString();
const CLICK = JSON.stringify(clickPayload());

const randomBytes = fc
  .uint8Array({ maxLength: 300 })
  .map((array): Uint8Array<ArrayBuffer> => new Uint8Array(array));

/** Each lacks something that is needed, so that no door may let it through. */
const malformed: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  randomBytes,
  anyText(300).map((text) => bytes(text.toWellFormed())),
  // Cut before the last field that a command needs.
  fc.nat(COMMAND.indexOf("&response_url=")).map((end) => bytes(COMMAND.slice(0, end))),
  fc.nat(CLICK.length - 1).map((end) => bytes(payloadOf(CLICK.slice(0, end)))),
  fc.json().map((json) => bytes(payloadOf(json))),
  fc.json().map((json) => bytes(json)),
  fc
    .tuple(fc.constantFrom("team", "user", "actions"), fc.oneof(fc.json(), fc.constant("null")))
    .map(([key, json]) => {
      const click = { ...clickPayload(), [key]: JSON.parse(json) as unknown };
      return bytes(payloadOf(JSON.stringify(click)));
    }),
  fc
    .constantFrom("team_id", "user_id", "command", "response_url")
    .map((name) => bytes(`${COMMAND}&${name}=again`)),
  fc
    .constantFrom("%", "%f", "%ff", "%c3%28", "&=&", "=", "&&", "\u0000", "+", "%00")
    .map((odd) => bytes(`${COMMAND}&${odd}&text=${odd}`)),
  fc
    .constantFrom("__proto__", "constructor", "toString", "hasOwnProperty")
    .chain((name) =>
      fc
        .json()
        .map((json) => bytes(`${name}=${encoded(json)}&${payloadOf(`{"${name}":${json}}`)}`)),
    ),
  randomBytes.map((tail) => new Uint8Array([...bytes("payload="), ...tail])),
);

const request: fc.Arbitrary<SignedBody> = fc.record({
  path: fc.constantFrom("/slack/commands" as const, "/slack/interactions" as const),
  body: malformed,
  headers: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc
      .constantFrom("", "application/json", "multipart/form-data", `${FORM}; charset=x`)
      .map((type): Record<string, string> => ({ "content-type": type })),
    fc
      .constantFrom("", "v0=", "v0=00", "v1=", `v0=${"0".repeat(64)}`)
      .map((signature): Record<string, string> => ({ "x-slack-signature": signature })),
  ),
});

describe("bodies that nobody should send", () => {
  it("are refused, 2,000 of them", async () => {
    const { send, traces } = doors();
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async (hostile) => {
        const { status } = await send(await signedRequest(hostile));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(status).toBeLessThan(500);
        expect(traces()).toEqual(NOTHING_DONE);
      }),
      { numRuns: 2_000 },
    );
    // Signed ones were looked into, unsigned ones were not.
    expect(statuses.get(400)).toBeGreaterThan(500);
    expect(statuses.get(401)).toBeGreaterThan(100);
  });

  it("are not refused for being there: the whole ones that they are made of come through", async () => {
    const { send, traces } = doors();
    await send(await signedRequest({ path: "/slack/commands", body: COMMAND }));
    await send(await signedRequest({ path: "/slack/interactions", body: payloadOf(CLICK) }));
    const [, , , background] = traces();
    expect(background).toBe(2);
  });
});
