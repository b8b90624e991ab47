import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { repositoryName } from "../../../worker/src/github/repository-name.ts";
import { RepositoryNames } from "../../../worker/src/store/repositories.ts";
import { freshStore } from "../../../worker/src/store/store.fixture.ts";
import { hub } from "./hub.ts";

beforeEach(async () => {
  await freshStore();
});

function naming() {
  const world = hub();
  const names = new RepositoryNames(env.DB);
  const deps = { names, client: world.client, clock: world.clock };
  const { id } = world.repository;
  return { ...world, names, id, name: () => repositoryName(id, deps) };
}

describe("a repository's name", () => {
  it("is learned from GitHub once", async () => {
    const { name, asked } = naming();
    expect(await name()).toEqual({ ok: true, value: "acme/models" });
    expect(await name()).toEqual({ ok: true, value: "acme/models" });
    expect(asked()).toEqual(["repository"]);
  });

  it("is not learned from a fault", async () => {
    const { name, names, id, faults } = naming();
    faults.add({ fault: "not-found" });
    expect(await name()).toMatchObject({ ok: false, reason: { code: "not-found" } });
    expect((await names.names([id])).size).toBe(0);
  });

  it("is not learned from another repository", async () => {
    const { name, names, id, faults } = naming();
    faults.add({ fault: "other-id", id: 5 });
    expect(await name()).toMatchObject({ ok: false, reason: { code: "unreadable" } });
    expect((await names.names([id, 5])).size).toBe(0);
  });
});
