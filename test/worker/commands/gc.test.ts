/** `/gpu gc`: for operators. */
import { env } from "cloudflare:workers";
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { looked } from "../../../worker/src/store/store.fixture.ts";
import { OPERATOR, people, personOf, RENTER, WORKFLOW } from "./people.ts";

describe("/gpu gc", () => {
  it.each(["gc", "gc status", "gc run", "gc approve ap1"])("%s is for operators", async (line) => {
    const world = await people();
    const before = world.cloud.requests.length;
    expect((await world.ask(line, RENTER)).text).toMatch(
      /Only operators may do that: <@U0OPERATOR>/,
    );
    expect(world.cloud.requests).toHaveLength(before);
  });

  it("status says that all is well", async () => {
    const world = await people();
    expect((await world.ask("gc", OPERATOR)).text).toMatchSnapshot();
  });

  it("status says what is due, what is unknown and why, and what waits", async () => {
    const world = await people();
    const { store } = world.deps;
    const now = world.clock.now();
    const own = await world.rent(await personOf(RENTER), HOUR_MS - 12 * MINUTE_MS);
    const job = await world.rent(WORKFLOW);
    const [known] = await store.cases.byIds([job]);
    const marked = looked({ machineId: job, markWhy: "owner-missing", markAt: now });
    await store.cases.save([
      {
        ...marked,
        unknownSince: now,
        lookKind: "unknown",
        lookDetail: "GitHub: 503 <!channel> 203.0.113.7",
        version: known?.version ?? 0,
      },
    ]);
    const machines = [{ machineId: job, markAt: now }];
    await store.approvals.put({ id: "ap1", askedAt: world.clock.now(), machines });
    const { text } = await world.ask("gc status", OPERATOR);
    expect(text).toMatchSnapshot();
    expect(text).toContain(own);
    expect(text).not.toMatch(/<!channel>|203\.0\.113/);
    expect((await world.ask("gc approve ap1", OPERATOR)).text).toMatch(/Approved: 1 machine/);
    expect((await world.ask("gc approve ap1", OPERATOR)).text).toMatch(/has approved that already/);
    expect((await world.ask("gc", OPERATOR)).text).toMatch(/Waiting for an approval:\* nothing/);
  });

  it("status of an old sweep says so, once", async () => {
    const world = await people();
    await world.clock.advance(20 * MINUTE_MS);
    const { text } = await world.ask("gc status", OPERATOR);
    expect(text).toMatch(/20m ago: since then nobody watches/);
    expect(text).not.toMatch(/:warning:/);
  });

  it("status without Sesterce tells what is remembered", async () => {
    const world = await people();
    world.cloud.faults.add({ fault: "connection-refused", times: Number.POSITIVE_INFINITY });
    const { text } = await world.ask("gc status", OPERATOR);
    expect(text).toMatch(/Last good sweep/);
    expect(text).toMatch(/what runs is not known/);
  });

  it("run sweeps now, and says what came of it", async () => {
    const world = await people();
    const id = await world.rent(await personOf(RENTER), MINUTE_MS);
    await world.clock.advance(16 * MINUTE_MS);
    const { text } = await world.ask("gc run", OPERATOR);
    expect(text).toMatch(/\*Swept:\*/);
    expect(text).toMatch(/under 1m ago/);
    expect(world.events).toContainEqual(expect.objectContaining({ event: "sweep-spent", of: 35 }));
    await world.clock.advance(11 * MINUTE_MS);
    expect((await world.ask("gc run", OPERATOR)).text).toMatch(/deleted: 1/);
    expect(world.alive()).not.toContain(id);
  });

  it("run that fails says so", async () => {
    const world = await people();
    world.cloud.faults.add({ fault: "server-error", times: Number.POSITIVE_INFINITY });
    await world.clock.advance(MINUTE_MS);
    expect((await world.ask("gc run", OPERATOR)).text).toMatch(/did not come to its end/);
  });

  it("costs an invocation no more than the Free plan has", async () => {
    let statements = 0;
    const db: D1Database = new Proxy(env.DB, {
      get: (target, key) => {
        if (key === "batch") return target.batch.bind(target);
        return (sql: string) => {
          statements += 1;
          return target.prepare(sql);
        };
      },
    });
    const world = await people({ db });
    for (let machines = 0; machines < 5; machines++) await world.rent(await personOf(RENTER));
    await world.clock.advance(2 * MINUTE_MS);
    const before = statements + world.cloud.requests.length + world.slack.requests.length;
    await world.ask("gc run", OPERATOR);
    const spent = statements + world.cloud.requests.length + world.slack.requests.length - before;
    expect(spent).toBeLessThanOrEqual(50);
    const asked = await world.ask("gc status", OPERATOR);
    expect(asked.text).toContain("5 machines of ours");
  });
});
