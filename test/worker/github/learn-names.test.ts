import { describe, expect, it } from "vitest";
import { learnNames } from "../../../worker/src/github/learn-names.ts";
import { freshStore } from "../../../worker/src/store/store.fixture.ts";
import { type HubOptions, hub } from "./hub.ts";

async function world(options: HubOptions = {}) {
  const one = hub(options);
  const { repositories: names } = await freshStore();
  const learn = (fullNames: readonly string[], ids: readonly number[] = []) =>
    one.clock.run(learnNames({ fullNames, ids }, { names, client: one.client, clock: one.clock }));
  return { ...one, names, learn };
}

describe("names of repositories", () => {
  it("are looked up once, by id and by name", async () => {
    const { learn, names, repository, asked, world: github } = await world();
    const other = github.addRepository({ owner: "acme", name: "other" });
    expect(await learn(["acme/models"], [other.id])).toEqual([]);
    expect(await names.idsOf(["acme/models"])).toEqual(new Map([["acme/models", repository.id]]));
    expect(await names.names([other.id])).toEqual(new Map([[other.id, "acme/other"]]));
    await learn(["acme/models"], [other.id, repository.id]);
    expect(asked()).toHaveLength(2);
  });

  it("that GitHub does not know hold up no others", async () => {
    const { learn, names, repository } = await world();
    expect(await learn(["acme/nothing", "acme/models"])).toMatchObject([{ code: "not-found" }]);
    expect((await names.idsOf(["acme/models"])).get("acme/models")).toBe(repository.id);
  });

  it("that were given up for others have to be said anew", async () => {
    const { learn, names, repository, world: github } = await world();
    github.rename(repository.id, { name: "renamed" });
    expect(await learn(["acme/models"])).toMatchObject([
      { detail: expect.stringContaining("acme/renamed now") },
    ]);
    expect((await names.idsOf(["acme/models"])).size).toBe(0);
  });

  it("are not asked for any more once GitHub is in trouble", async () => {
    const { learn, faults, asked } = await world();
    faults.add({ fault: "unavailable", times: Number.POSITIVE_INFINITY });
    expect(await learn(["acme/models", "acme/other"], [1, 2])).toHaveLength(1);
    expect(asked()).toHaveLength(1);
  });

  it("cost no more than the budget", async () => {
    const { learn, asked } = await world({ budget: 1 });
    expect(await learn(["acme/models", "acme/other"])).toMatchObject([{ code: "budget" }]);
    expect(asked()).toHaveLength(1);
  });
});
