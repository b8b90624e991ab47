import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { HOUR_MS, MINUTE_MS, type Owner } from "@sesterce-gpu/shared";
import { describe, expect, it, vi } from "vitest";
import worker from "../../worker/src/index.ts";
import { completeEnv } from "../../worker/src/settings/env.fixture.ts";
import { ourTeamHash, simulatedWorker } from "./simulated-worker.ts";

const person = async (userId: string): Promise<Owner> => ({
  kind: "person",
  teamHash: await ourTeamHash(),
  userId,
});
const workflow: Owner = { kind: "workflow", repositoryId: 1_001, runId: 7, attempt: 1, jobId: 42 };
const LISTED = { REAPER_REPOSITORIES: "1001" };

/** Rows of the message's table, the titles included. */
function tableOf(blocks: readonly object[]): unknown[] {
  const table = blocks.find((block) => "type" in block && block.type === "table");
  const rows: unknown = table && "rows" in table ? table.rows : [];
  return Array.isArray(rows) ? rows : [];
}

describe("GET /healthz", () => {
  const health = (simulated: Awaited<ReturnType<typeof simulatedWorker>>) =>
    simulated.send(new Request("https://worker.test/healthz"));

  it("is 503 before the first good sweep, 200 after it, 503 when it is older than three ticks", async () => {
    const simulated = await simulatedWorker();
    expect((await health(simulated)).status).toBe(503);
    await simulated.sweep();
    const fresh = await health(simulated);
    expect(fresh.status).toBe(200);
    expect(await fresh.json()).toEqual({
      ok: true,
      mode: "observe",
      lastSweepAt: "2026-01-01T12:00:00.000Z",
      faults: [],
    });
    await simulated.clock.advance(6 * MINUTE_MS + 1);
    expect((await health(simulated)).status).toBe(503);
  });

  it("is 503 after sweeps that failed", async () => {
    const simulated = await simulatedWorker();
    simulated.cloud.faults.add({ fault: "server-error", times: Number.POSITIVE_INFINITY });
    await simulated.sweep();
    expect((await health(simulated)).status).toBe(503);
    expect(simulated.events).toContainEqual(
      expect.objectContaining({ level: "error", event: "sweep-failed" }),
    );
  });

  it("names faulty variables and not their values", async () => {
    const simulated = await simulatedWorker({
      env: { SLACK_SIGNING_SECRET: "<your secret>", MAX_LIFETIME: "for ever" },
    });
    const body = await (await health(simulated)).text();
    expect(JSON.parse(body)).toMatchObject({
      ok: false,
      faults: ["SLACK_SIGNING_SECRET", "MAX_LIFETIME"],
    });
    expect(body).not.toContain("for ever");
  });

  it("is 503 while the database does not answer", async () => {
    const db: D1Database = new Proxy(env.DB, {
      get: () => () => {
        throw new Error("D1 is down");
      },
    });
    const answer = await health(await simulatedWorker({ db }));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, lastSweepAt: null });
  });
});

describe("any other address", () => {
  it.each(["/", "/slack", "/slack/commands", "/healthz/x"])("%s is not found", async (path) => {
    const simulated = await simulatedWorker();
    const answer = await simulated.send(new Request(`https://worker.test${path}`));
    expect(answer.status).toBe(404);
  });
});

describe("/gpu list", () => {
  it("shows what runs, whose it is and what it costs, foreign machines apart", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    await simulated.sweep();
    await simulated.seed([
      { who: await person("U0ONE"), ageMs: HOUR_MS },
      { who: workflow, ageMs: 10 * MINUTE_MS },
      { who: "somebody-elses", ageMs: 3 * HOUR_MS },
    ]);
    await simulated.sweep();
    const { text, blocks, responseType } = await simulated.ask("list");
    expect(responseType).toBe("ephemeral");
    expect(text).toMatch(/2 machines/);
    expect(text).toMatch(/1 foreign machine/);
    expect(text).toContain("<@U0ONE>");
    expect(text).toMatch(/repository 1001/);
    expect(tableOf(blocks)).toHaveLength(4);
    expect(text).not.toMatch(/203\.0\.113/);
  });

  it("mine shows only what the asker has rented", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    await simulated.seed([
      { who: await person("U0ONE"), ageMs: HOUR_MS },
      { who: await person("U0TWO"), ageMs: HOUR_MS },
      { who: workflow, ageMs: HOUR_MS },
    ]);
    const { text } = await simulated.ask("list mine", "U0TWO");
    expect(text).toMatch(/1 machine /);
    expect(text).not.toContain("U0ONE");
  });

  it("names a repository that GitHub knows, and takes it by its name", async () => {
    const simulated = await simulatedWorker({ env: { REAPER_REPOSITORIES: "Org/Name" } });
    simulated.github.world.addRepository({ id: 1_001, owner: "org", name: "name" });
    await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    expect((await simulated.ask("list")).text).toMatch(/1 foreign machine/);
    await simulated.sweep();
    const { text } = await simulated.ask("list");
    expect(text).toContain("https://github.com/org/name/actions/runs/7");
    expect(text).toMatch(/1 machine /);
  });

  it("turns its pages in place, and totals stay whole", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    const seeds = Array.from({ length: 45 }, (_, index) => ({
      who: { ...workflow, runId: index + 1 },
      ageMs: HOUR_MS,
    }));
    await simulated.seed(seeds);
    const first = await simulated.ask("list");
    expect(tableOf(first.blocks)).toHaveLength(21);
    const last = await simulated.click("list page 3");
    expect(tableOf(last.blocks)).toHaveLength(6);
    expect(last.isReplacement).toBe(true);
    for (const { text } of [first, last]) expect(text).toContain("45 machines");
  });

  it("works without the database, and says what is missing", async () => {
    const db: D1Database = new Proxy(env.DB, {
      get: () => () => {
        throw new Error("D1 is down");
      },
    });
    const simulated = await simulatedWorker({ db, env: LISTED });
    await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    const { text } = await simulated.ask("list");
    expect(text).toMatch(/1 machine /);
    expect(text).toMatch(/database does not answer/);
  });
});

describe("/gpu show", () => {
  it("tells all facts, how to log in, and why it is alive", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    const [id = ""] = await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    await simulated.sweep();
    const { text, responseType } = await simulated.ask(`show ${id.slice(0, 12)}`);
    expect(responseType).toBe("ephemeral");
    expect(text).toContain(id);
    expect(text).toMatch(/ssh .*203\.0\.113/);
    expect(text).toMatch(/lease/);
    expect(text).toMatch(/First seen, active/);
  });

  it("knows a machine that has ended", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    const [id = ""] = await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    await simulated.sweep();
    await simulated.clock.run(
      (simulated.deps.sesterce.ok && simulated.deps.sesterce.value.delete(id)) ||
        Promise.reject(new Error("no client")),
    );
    await simulated.clock.advance(2 * MINUTE_MS);
    await simulated.sweep();
    expect((await simulated.ask(`show ${id}`)).text).toMatch(/[Ee]nded/);
  });

  it("says that there is no such machine", async () => {
    const simulated = await simulatedWorker();
    expect((await simulated.ask("show nothing")).text).toMatch(/no machine/i);
  });
});

describe("/gpu show without the evidence", () => {
  const failingOn = (table: string): D1Database =>
    new Proxy(env.DB, {
      get: (db, key) => {
        if (key === "batch") return db.batch.bind(db);
        return (sql: string) => {
          if (sql.includes(`FROM ${table}`)) throw new Error("D1 is down");
          return db.prepare(sql);
        };
      },
    });

  it.each(["evidence", "leases"])("says that it does not know: %s", async (table) => {
    const simulated = await simulatedWorker({ db: failingOn(table), env: LISTED });
    const [id = ""] = await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    const { text } = await simulated.ask(`show ${id}`);
    expect(text).toMatch(/whether anybody has moved it is not known/);
    expect(text).toMatch(/database does not answer/);
  });
});

describe("/gpu cost", () => {
  it("is known after the machine has gone", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    await simulated.sweep();
    const [id = ""] = await simulated.seed([{ who: await person("U0ONE"), ageMs: HOUR_MS }]);
    await simulated.sweep();
    const { sesterce } = simulated.deps;
    if (sesterce.ok) await simulated.clock.run(sesterce.value.delete(id));
    await simulated.clock.advance(10 * MINUTE_MS);
    await simulated.sweep();
    const { text } = await simulated.ask("cost 7");
    expect(text).toContain("<@U0ONE>");
    expect(text).toMatch(/estimate/i);
  });
});

describe("/gpu offers and /gpu help", () => {
  it("offers has prices per GPU-hour, the cheapest first", async () => {
    const simulated = await simulatedWorker();
    const { blocks } = await simulated.ask("offers H100");
    expect(tableOf(blocks).length).toBeGreaterThan(2);
  });

  it("help asks nobody", async () => {
    const simulated = await simulatedWorker();
    expect((await simulated.ask("help")).text).toContain("/gpu list");
    expect(simulated.cloud.requests).toHaveLength(0);
  });

  it("a mistyped command gets the nearest one", async () => {
    const simulated = await simulatedWorker();
    expect((await simulated.ask("lst")).text).toContain("list");
  });
});

describe("without a fresh sweep", () => {
  it("every answer carries a banner", async () => {
    const simulated = await simulatedWorker();
    for (const command of ["list", "offers", "cost", "show abcd", "help", "lst", "show"]) {
      expect((await simulated.ask(command)).text).toMatch(/sweep/);
    }
    await simulated.sweep();
    expect((await simulated.ask("list")).text).not.toMatch(/sweep/);
  });
});

describe("a list that can't be read in full", () => {
  it("hides no machine: the others are swept, and everybody is told", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    const [id = "", other = ""] = await simulated.seed([
      { who: workflow, ageMs: HOUR_MS },
      { who: await person("U0ONE"), ageMs: HOUR_MS },
      { who: "bench-box", ageMs: HOUR_MS },
    ]);
    await simulated.sweep();
    simulated.mangle((rows) => rows.map((row) => (row._id === id ? { ...row, _id: 7 } : row)));
    for (let tick = 0; tick < 45; tick++) {
      await simulated.clock.advance(2 * MINUTE_MS);
      await simulated.sweep();
    }
    // The person's lease has ended; what can't be read is not held for gone.
    const evidence = await simulated.deps.store.evidence.ofMachine(other, null, 50);
    expect(evidence.map(({ kind }) => kind)).toContain("deleted");
    expect(await simulated.deps.store.machines.byIds([id])).toMatchObject([{ endedAt: null }]);
    const said = simulated.slack.messages.in("C0REPORTS").map(({ text }) => text);
    expect(said.join("\n")).toMatch(/1 machine in a form that we can't read/);
    expect((await simulated.ask("list")).text).toMatch(/1 more machine in a form/);
  });

  it("at all is trouble, not an empty account", async () => {
    const simulated = await simulatedWorker({ env: LISTED });
    await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    simulated.mangle((rows) => rows.map(() => null));
    expect((await simulated.ask("list")).text).toMatch(/that it does not document/);
  });
});

describe("a database that hangs", () => {
  const hanging: D1Database = new Proxy(env.DB, {
    get: (db, key) => (key === "prepare" ? db.prepare.bind(db) : () => new Promise(() => {})),
  });

  it("holds up no list", async () => {
    const simulated = await simulatedWorker({ db: hanging, env: LISTED });
    await simulated.seed([{ who: workflow, ageMs: HOUR_MS }]);
    const { text } = await simulated.ask("list");
    expect(text).toMatch(/1 machine /);
    expect(text).toMatch(/database does not answer/);
  });
});

describe("buttons", () => {
  it("that are none of ours do nothing", async () => {
    const simulated = await simulatedWorker();
    await expect(simulated.click("list", "delete:now")).rejects.toThrow("Nothing was answered");
    expect(simulated.cloud.requests).toHaveLength(0);
  });
});

describe("the log", () => {
  it("has no secret of any variable, nor a half of one", async () => {
    const secrets = {
      SLACK_SIGNING_SECRET: "first-half-secret, second-half-secret",
      GITHUB_TOKEN: "a-github-token",
    };
    const { lines } = await simulatedWorker({ env: secrets }).then(({ writeLog }) => ({
      lines: writeLog("second-half-secret first-half-secret a-github-token simulated-api-key"),
    }));
    expect(lines).toContain("***");
    expect(lines).not.toMatch(/half-secret|github-token|api-key/);
  });
});

describe("a Worker without an API key", () => {
  it("names the variable to whoever asks", async () => {
    const simulated = await simulatedWorker({ env: { SESTERCE_API_KEY: "" } });
    expect((await simulated.ask("list")).text).toContain("SESTERCE_API_KEY");
    await simulated.sweep();
    expect(simulated.events).toContainEqual(
      expect.objectContaining({ event: "sweep-not-configured" }),
    );
  });
});

describe("the entry", () => {
  const bindings: Env = { ...env, ...completeEnv, DB: env.DB, LAUNCH: env.LAUNCH };

  it("serves requests and the cron", async () => {
    const context = createExecutionContext();
    const answer = await worker.fetch(
      new Request("https://worker.test/healthz"),
      bindings,
      context,
    );
    expect(answer.status).toBe(503);
    await waitOnExecutionContext(context);
  });

  it("sweeps at each tick, and tells once what is not configured", async () => {
    const write = vi.spyOn(console, "error").mockImplementation(() => {});
    const refusal = { statusCode: 403, message: "Invalid API key" };
    const fetching = vi
      .spyOn(globalThis, "fetch")
      .mockImplementation(async () => Response.json(refusal, { status: 403 }));
    const broken: Env = { ...bindings, SLACK_TEAM_ID: "<your-team-id>" };
    await worker.scheduled(createScheduledController(), broken);
    await worker.scheduled(createScheduledController(), broken);
    const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)));
    for (const spy of [write, fetching]) spy.mockRestore();
    const faults = lines.filter(({ event }) => event === "configuration-fault");
    expect(faults).toMatchObject([{ variable: "SLACK_TEAM_ID", problem: "placeholder" }]);
    // Awaited: the tick ends only when the sweep has.
    expect(lines.filter(({ event }) => event === "sweep-failed")).toHaveLength(2);
  });

  it("is what wrangler deploys, and names what is not configured", async () => {
    const answer = await exports.default.fetch("https://worker.test/healthz");
    expect(await answer.json()).toMatchObject({
      ok: false,
      faults: expect.arrayContaining(["SESTERCE_API_KEY", "SLACK_TEAM_ID"]),
    });
  });
});
