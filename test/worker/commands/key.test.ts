/** `/gpu key`: what is stored, and that a private key goes nowhere. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  ED25519,
  PRIVATE_ED25519,
  PUBLIC_KEYS,
  WEAK_RSA,
} from "../../../worker/src/slack/public-key.fixture.ts";
import { EVIL } from "../../../worker/src/slack/views/views.fixture.ts";
import { OPERATOR, OTHER, people, RENTER } from "./people.ts";

/** Every row of every table, as one text. */
async function dump(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf_%'",
  ).all<{ name: string }>();
  const tables = await Promise.all(
    results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all()),
  );
  return JSON.stringify(tables.map((table) => table.results));
}

const stored = async (world: Awaited<ReturnType<typeof people>>) =>
  (await world.deps.store.publicKeys.of(RENTER))?.key;

describe("/gpu key", () => {
  it.each(PUBLIC_KEYS)("stores %s", async (line, fingerprint) => {
    const world = await people();
    const { text } = await world.ask(`key ${line} ann@example.com`, RENTER);
    expect(text).toContain(`Your key is stored:* \`${fingerprint}\``);
    expect(await stored(world)).toBe(line);
    const shown = await world.ask("key", RENTER);
    expect(shown.text).toContain(fingerprint);
    expect(shown.text).not.toContain(line);
  });

  it("keeps the last one, of each person their own", async () => {
    const world = await people({ env: { SLACK_RENTERS: "*" } });
    for (const [line] of PUBLIC_KEYS.slice(0, 2)) await world.ask(`key ${line}`, RENTER);
    expect(await stored(world)).toBe(PUBLIC_KEYS[1]?.[0]);
    expect((await world.ask("key", OTHER)).text).toMatch(/You have no key stored/);
  });

  it.each([OPERATOR, OTHER])("is for renters: not for %s", async (asker) => {
    const world = await people();
    for (const line of ["key", `key ${ED25519}`]) {
      expect((await world.ask(line, asker)).text).toMatch(/Only renters may do that: <@U0RENTER>/);
    }
    expect(await world.deps.store.publicKeys.of(asker)).toBeUndefined();
  });

  it.each([WEAK_RSA, `${ED25519.slice(0, 40)}`, "ssh-rsa", "hello", ...EVIL])(
    "does not store, and does not repeat, what is no key: %j",
    async (line) => {
      const world = await people();
      await world.ask(`key ${ED25519}`, RENTER);
      const { text } = await world.ask(`key ${line}`, RENTER);
      const [, data] = line.split(" ");
      if (data) expect(text).not.toContain(data);
      expect(text).not.toContain("<!channel>");
      expect(await stored(world)).toBe(ED25519);
    },
  );
});

describe("a private key", () => {
  const body = PRIVATE_ED25519.split("\n").slice(1, -1);

  it.each([
    `key ${PRIVATE_ED25519}`,
    `key ${body.join(" ")}`,
    PRIVATE_ED25519,
    `create H100 2h ${PRIVATE_ED25519}`,
    `show ${PRIVATE_ED25519}`,
    `key ${ED25519} ${PRIVATE_ED25519}`,
  ])("is refused, and neither repeated, nor logged, nor stored: %#", async (line) => {
    const world = await people();
    const { text, blocks } = await world.ask(line, RENTER);
    expect(text).toMatch(/That is a private key.*make a new pair/s);
    const everywhere = [
      JSON.stringify([text, blocks, world.events, world.slack.requests.map(({ body }) => body)]),
      JSON.stringify(world.cloud.requests.map(({ body }) => body)),
      await dump(),
    ].join("\n");
    for (const part of body) expect(everywhere).not.toContain(part);
    expect(everywhere).not.toContain("BEGIN OPENSSH");
    expect(await stored(world)).toBeUndefined();
  });
});
