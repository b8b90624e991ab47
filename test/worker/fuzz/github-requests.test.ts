/**
 * Whole deliveries that GitHub has signed, with anything in them: never a failure, and never more than a mark on
 * what they name.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileText } from "../../fuzz/hostile-text.ts";
import { mutated, oddText, written } from "../../fuzz/odd-json.ts";
import { runs } from "../../fuzz/runs.ts";
import type { Delivery } from "../../simulator/github/index.ts";
import { bytes, signedRequest } from "../github-webhooks/deliveries.ts";
import { hookedWorker, REPOSITORY } from "../github-webhooks/hooked-worker.ts";

const NAMES = [
  ...["workflow_job", "workflow_run", "ping", "push", "check_run", "installation", "deployment"],
  ...["repository", "meta", "security_advisory", "__proto__", "Workflow_job", ""],
];

const headerText = fc.oneof(hostileText, oddText).map((text) => text.replace(/[^\x20-\x7e]/g, ""));

/** Machines of a job, of its whole run, and of one that goes on; and what GitHub says of them all. */
async function inhabited() {
  const hooked = await hookedWorker();
  const [over, on] = [hooked.start(), hooked.start()];
  const ids = [
    await hooked.rent(over),
    await hooked.rent({ ...over, jobId: 0 }),
    await hooked.rent(on),
  ];
  await hooked.tick();
  const going = await hooked.jobDone(on.jobId);
  hooked.world.completeJob(over.jobId);
  const deliveries = [
    await hooked.jobDone(over.jobId),
    await hooked.runDone(over.runId),
    going,
    await hooked.runDone(on.runId),
    await hooked.deliver({ event: "ping" }),
  ];
  return { ...hooked, ids, deliveries };
}

/** Half of them as they are, under whatever name. */
const bodyOf = ({ body }: Delivery): fc.Arbitrary<string> => {
  const payload: unknown = JSON.parse(body);
  return written(fc.oneof(fc.constant(payload), mutated(payload), mutated(payload)));
};

describe("a delivery that GitHub has signed", () => {
  it("is taken or is no JSON, and no machine is touched", async () => {
    const world = await inhabited();
    const { worker, cloud, github, events, ids, deliveries } = world;
    const asked = cloud.requests.length;
    const askedOfGitHub = github.requests.length;
    const request = fc.constantFrom(...deliveries).chain((real) =>
      fc.record({
        body: bodyOf(real),
        name: fc.oneof(
          { weight: 8, arbitrary: fc.constant(real.headers["x-github-event"] ?? "") },
          { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
          headerText,
        ),
        delivery: headerText,
      }),
    );
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ body, name, delivery }) => {
        const headers = { "x-github-event": name, "x-github-delivery": delivery };
        const signed = await signedRequest({ body: bytes(body.toWellFormed()), headers });
        const { status } = await worker.send(signed);
        statuses.add(status);
        expect([202, 400]).toContain(status);
        expect(events.filter(({ level }) => level === "error")).toEqual([]);
        const marking = events.splice(0).filter(({ marked = [] }) => [marked].flat().length > 0);
        const said = { action: "completed", repository: { id: REPOSITORY } };
        for (const _ of marking) expect(JSON.parse(body)).toMatchObject(said);
      }),
      runs(40),
    );
    expect([...statuses].sort()).toEqual([202, 400]);
    const methods = cloud.requests.slice(asked).map(({ method }) => method);
    expect(new Set(methods)).toEqual(new Set(["GET"]));
    expect(github.requests.length).toBe(askedOfGitHub);
    expect(world.running().toSorted()).toEqual(ids.toSorted());
    // What they are made of is not refused for being there.
    for (const delivery of deliveries) await world.send(delivery);
    expect(await world.markOf(ids[0] ?? "")).toMatchObject({ by: "webhook" });
    // Whoever signs may say that a job has completed; GitHub, asked by the sweep, knows better.
    await world.ticks(3);
    expect(world.running()).toContain(ids[2]);
  });
});
