import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Budget, meteredDatabase, meteredFetch } from "./budget.ts";

describe("a budget", () => {
  it("is spent one by one", () => {
    const budget = new Budget(3);
    expect(budget).toMatchObject({ total: 3, spent: 0, left: 3 });
    budget.spend();
    budget.spend();
    expect(budget).toMatchObject({ total: 3, spent: 2, left: 1 });
  });

  it("can be overspent, and then nothing is left", () => {
    const budget = new Budget(1);
    budget.spend();
    budget.spend();
    expect(budget).toMatchObject({ spent: 2, left: 0 });
  });
});

describe("a metered fetch", () => {
  it("counts each request, also one that gets no answer, and changes none", async () => {
    const budget = new Budget(9);
    const asked: unknown[] = [];
    const send = meteredFetch((input, init) => {
      asked.push([input, init]);
      return asked.length > 1
        ? Promise.reject(new Error("lost"))
        : Promise.resolve(Response.json({}));
    }, budget);
    const init = { method: "DELETE" };
    expect((await send("https://api.test/a", init)).status).toBe(200);
    await expect(send("https://api.test/b")).rejects.toThrow("lost");
    expect(asked).toEqual([
      ["https://api.test/a", init],
      ["https://api.test/b", undefined],
    ]);
    expect(budget.spent).toBe(2);
  });
});

describe("a metered D1", () => {
  const metered = () => {
    const budget = new Budget(9);
    return { budget, db: meteredDatabase(env.DB, budget) };
  };

  it("counts each statement that is run alone", async () => {
    const { budget, db } = metered();
    expect(await db.prepare("SELECT ? AS one").bind(1).first()).toEqual({ one: 1 });
    expect((await db.prepare("SELECT 2 AS two").all()).results).toEqual([{ two: 2 }]);
    expect(budget.spent).toBe(2);
  });

  it("counts each statement of a batch", async () => {
    const { budget, db } = metered();
    const statements = [1, 2, 3].map((number) => db.prepare("SELECT ? AS number").bind(number));
    const answers = await db.batch<{ number: number }>(statements);
    expect(answers.flatMap(({ results }) => results)).toEqual([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
    expect(budget.spent).toBe(3);
  });

  it("counts what fails", async () => {
    const { budget, db } = metered();
    await expect(db.prepare("SELECT * FROM nowhere").all()).rejects.toThrow("nowhere");
    expect(budget.spent).toBe(1);
  });
});
