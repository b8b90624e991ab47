/** The click on *Create*: what it may start, and what it says when it may not. */
import { introspectWorkflowInstance } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { HOUR_MS } from "@sesterce-gpu/shared";
import { expect, it, vi } from "vitest";
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

it("does not start anew what has been started long ago", async () => {
  const { click, create, clock } = await clickable();
  await click();
  await clock.advance(HOUR_MS);
  expect(await click()).toMatchObject({ ok: true, value: { isFirst: false } });
  expect(create).toHaveBeenCalledTimes(1);
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
