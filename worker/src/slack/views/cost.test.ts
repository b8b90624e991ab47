import { describe, expect, it } from "vitest";
import { type CostFacts, costView, type ToldCost } from "./cost.ts";
import { EVIL, expectSendable, HOUR, many, NOW } from "./views.fixture.ts";

const DAY = 24 * HOUR;
const figures = { machines: 2, billedMs: 5 * HOUR, costUsd: 13.751, withoutPrice: 0, isOurs: true };
const train: ToldCost = { kind: "workflow", repositoryId: 815, ...figures };
const unnamed: ToldCost = { kind: "workflow", repositoryId: 816, ...figures };
const ann: ToldCost = {
  kind: "person",
  teamHash: "0f3z",
  userId: "U012ABCDEF",
  ...figures,
  costUsd: 5,
  withoutPrice: 1,
};
const others: ToldCost = {
  kind: "foreign",
  ...figures,
  machines: 1,
  costUsd: 2,
  isOurs: false,
};
const unlisted: ToldCost = { ...unnamed, costUsd: 1, isOurs: false };
const stranger: ToldCost = { ...ann, costUsd: 0.5, isOurs: false };
const viewOf = (owners: readonly ToldCost[], change: Partial<CostFacts> = {}) =>
  costView({
    days: 7,
    from: NOW - 7 * DAY,
    watchedSince: NOW - 30 * DAY,
    owners,
    repositoryNames: new Map([[815, "acme/train"]]),
    page: 1,
    ...change,
  });

describe("the costs", () => {
  it("are told by owner and repository, with their sum", () => {
    expect(viewOf([train, unnamed, ann, others, unlisted, stranger])).toMatchSnapshot();
  });

  it("say that they are an estimate, and since when", () => {
    const { text } = viewOf([train]);
    expect(text).toContain("An estimate");
    expect(text).toContain("2026-10-25 12:00 UTC");
    expect(text).not.toContain("What ended before");
  });

  it("say so when the time began before the watching", () => {
    expect(viewOf([train], { watchedSince: NOW - DAY }).text).toMatchSnapshot();
  });

  it("say so when nothing was watched or nothing was spent", () => {
    expect(viewOf([], { watchedSince: null }).text).toMatchSnapshot();
    expect(viewOf([], { days: 1 }).text).toMatchSnapshot();
  });

  it("keep the whole sum on every page", () => {
    const owners = many(45, () => train);
    const view = viewOf(owners, { page: 3 });
    expect(view.text).toContain("618.80 $");
    expect(JSON.stringify(view.blocks)).toContain('"value":"cost 7 page 2"');
  });
});

describe("Slack takes it", () => {
  it.each([0, 1, 20, 50, 500])("with %i owners, on every page", (howMany) => {
    const names = new Map(many(howMany, (index) => [index, EVIL[index % EVIL.length] ?? ""]));
    const owners = many(howMany, (index): ToldCost => {
      const cost = { ...figures, costUsd: 1e21, billedMs: 1e15, withoutPrice: 3 };
      return index % 2 === 0
        ? { kind: "workflow", repositoryId: index, ...cost }
        : { kind: "person", teamHash: "0f3z", userId: `U0${index}`, ...cost };
    });
    for (const page of many(Math.ceil(howMany / 20) + 1, (index) => index + 1)) {
      expectSendable(viewOf(owners, { page, repositoryNames: names }));
    }
  });
});
