/** The click on *Create*: what it may start, and what it says when it may not. */
import { introspectWorkflowInstance } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it, vi } from "vitest";
import { paramsOf, startLaunch } from "../../../worker/src/workflows/start-launch.ts";
import { launchWorld, SSH_KEY } from "./world.ts";

async function clickable() {
  const world = await launchWorld();
  const create = vi.fn(async () => env.LAUNCH.get(world.id));
  const get = vi.fn(async () => env.LAUNCH.get(world.id));
  create.mockResolvedValue(Object.create(null));
  const launches = { create, get };
  const click = (change: object = {}, id = world.id) =>
    startLaunch({ ...world.deps, launches, ...change }, id);
  return { ...world, create, get, click };
}

it("starts with what was quoted, and the person's key", async () => {
  const { click, create, id, row } = await clickable();
  expect(await click()).toMatchObject({ ok: true, value: { isFirst: true } });
  expect(create).toHaveBeenCalledExactlyOnceWith({ id, params: paramsOf(await row(), SSH_KEY) });
});

it.each([
  ["unknown", async ({ click }) => click({}, "another")],
  ["not-configured", async ({ click }) => click({ launches: undefined })],
  ["no-key", withoutKey],
  ["cancelled", cancelled],
  ["expired", expired],
] satisfies [string, (world: Awaited<ReturnType<typeof clickable>>) => Promise<unknown>][])(
  "starts nothing: %s",
  async (code, click) => {
    const world = await clickable();
    expect(await click(world)).toMatchObject({ ok: false, reason: { code } });
    expect(world.create).not.toHaveBeenCalled();
  },
);

it("names the variables that are missing", async () => {
  const { click } = await clickable();
  const sesterce = { ok: false, reason: [{ variable: "SESTERCE_API_KEY" }] };
  expect(await click({ launches: undefined, sesterce })).toMatchObject({
    reason: { variables: ["LAUNCH", "SESTERCE_API_KEY"] },
  });
});

it("says so when the Workflow can't be created; another click may do", async () => {
  const { click, create, get } = await clickable();
  create.mockRejectedValueOnce(new Error("busy"));
  get.mockRejectedValueOnce(new Error("instance.not_found"));
  expect(await click()).toMatchObject({ reason: { code: "not-started", detail: "busy" } });
  expect(await click()).toMatchObject({ ok: true, value: { isFirst: false } });
});

it("does not say that nothing was rented when nobody knows whether its Workflow is there", async () => {
  const { click, create, get } = await clickable();
  create.mockRejectedValueOnce(new Error("busy"));
  get.mockRejectedValueOnce(new Error("internal error"));
  expect(await click()).toMatchObject({ reason: { code: "not-known", detail: "internal error" } });
  expect(await click()).toMatchObject({ ok: true, value: { isFirst: false } });
});

describe("a click long after the first", () => {
  const THERE = Object.create(null);
  const NOT_FOUND = new Error("instance.not_found");

  async function clickedBefore() {
    const world = await clickable();
    world.create.mockRejectedValueOnce(new Error("busy"));
    world.get.mockRejectedValueOnce(NOT_FOUND);
    await world.click();
    await world.clock.advance(HOUR_MS);
    return world;
  }

  it("starts nothing anew while its Workflow is there", async () => {
    const { click, create, get, row } = await clickedBefore();
    get.mockResolvedValueOnce(THERE);
    expect(await click()).toMatchObject({ ok: true, value: { isFirst: false } });
    expect(create).toHaveBeenCalledTimes(1);
    expect((await row()).outcome).toBeNull();
  });

  it("finds that no Workflow ever was, and none can begin any more", async () => {
    const { click, create, get, row, store, id } = await clickedBefore();
    get.mockRejectedValueOnce(NOT_FOUND);
    expect(await click()).toMatchObject({ reason: { code: "never-started" } });
    expect((await row()).outcome).toEqual({ kind: "never-started" });
    expect(await store.launches.beginCreate(id, 1, 1)).toBe(false);
    // The engine is not asked a second time.
    expect(await click()).toMatchObject({ reason: { code: "never-started" } });
    expect(create).toHaveBeenCalledTimes(1);
  });

  it("settles nothing when the engine does not tell", async () => {
    const { click, get, row } = await clickedBefore();
    get.mockRejectedValueOnce(new Error("internal error"));
    expect(await click()).toMatchObject({ reason: { code: "not-known" } });
    expect((await row()).outcome).toBeNull();
  });

  it.each<[string, (world: World) => Promise<unknown>]>([
    ["a create", ({ store, id, clock }) => store.launches.beginCreate(id, 1, clock.now())],
    ["a message", ({ store, id }) => store.launches.setMessage(id, { channel: "D1", ts: "1.1" })],
    ["an end", ({ store, id }) => store.launches.settle(id, { kind: "failed" })],
  ])("takes it as done when there is %s of it", async (_, happened) => {
    const world = await clickedBefore();
    await happened(world);
    world.get.mockRejectedValue(NOT_FOUND);
    expect(await world.click()).toMatchObject({ ok: true, value: { isFirst: false } });
    expect(world.create).toHaveBeenCalledTimes(1);
  });
});

it("an instance that never was is told from an engine that is down: the real one's word for it", async () => {
  await expect(env.LAUNCH.get(crypto.randomUUID())).rejects.toThrow("instance.not_found");
});

it("the Workflow of a Worker without an API key ends at once, and rents nothing", async () => {
  const { id, row } = await launchWorld();
  await using instance = await introspectWorkflowInstance(env.LAUNCH, id);
  await env.LAUNCH.create({ id, params: paramsOf(await row(), SSH_KEY) });
  await instance.waitForStatus("errored");
  expect((await instance.getError()).message).toContain("SESTERCE_API_KEY");
});

type World = Awaited<ReturnType<typeof clickable>>;

async function withoutKey({ click }: World) {
  await env.DB.prepare("DELETE FROM public_keys").run();
  return click();
}

async function cancelled({ click, store, id, clock }: World) {
  await store.launches.cancel({ id, at: clock.now() });
  return click();
}

async function expired({ click, clock }: World) {
  await clock.advance(HOUR_MS + 1);
  return click();
}
