import { describe, expect, it } from "vitest";
import { hub } from "./github.fixture.ts";

describe("fetch in process, on Node", () => {
  it("rejects a redirect if told to; workerd does not know that mode", async () => {
    const { call, world, repository, root } = hub();
    world.rename(repository.id, { name: "brains" });
    await expect(call(root, { redirect: "error" })).rejects.toThrow("unexpected redirect");
  });
});
