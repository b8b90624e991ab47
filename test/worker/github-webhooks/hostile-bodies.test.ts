/** 2,000 bodies that are no completed job and no completed run, signed and not: never a 5xx, and nothing runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../../shared/src/any-text.fixture.ts";
import { createGitHubEnd } from "../../simulator/github/index.ts";
import { bytes, type RawDelivery, SECRET, signedRequest } from "./deliveries.ts";
import { door } from "./door.fixture.ts";

async function completedJob(): Promise<string> {
  const end = createGitHubEnd();
  const { id: repository } = end.world.addRepository();
  const run = end.world.startRun({ repository });
  end.world.completeRun(run.id);
  const job = run.attempts[0]?.jobs[0]?.id ?? 0;
  return (await end.webhookFor({ event: "workflow_job", job, secret: SECRET })).body;
}

const JOB = await completedJob();
const randomBytes = fc
  .uint8Array({ maxLength: 300 })
  .map((array): Uint8Array<ArrayBuffer> => new Uint8Array(array));
const notAnId = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1, 1.5, "7", 1e300, [], {}),
  fc.string(),
  fc.boolean(),
);

/** Each lacks something that is needed. */
const malformed: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  randomBytes,
  anyText(300).map((text) => bytes(text.toWellFormed())),
  fc.nat(JOB.length - 1).map((end) => bytes(JOB.slice(0, end))),
  fc.json().map((json) => bytes(json)),
  fc.constantFrom("action", "workflow_job", "repository").chain((key) =>
    fc.json().map((json) => {
      const payload = { ...JSON.parse(JOB), [key]: JSON.parse(json) as unknown };
      return bytes(JSON.stringify(payload));
    }),
  ),
  fc
    .tuple(fc.constantFrom("id", "run_id", "run_attempt", "check_run_url", "completed_at"), notAnId)
    .map(([key, value]) => {
      const payload = JSON.parse(JOB);
      return bytes(
        JSON.stringify({ ...payload, workflow_job: { ...payload.workflow_job, [key]: value } }),
      );
    }),
  fc
    .constantFrom("__proto__", "constructor", "toString")
    .chain((name) =>
      fc.json().map((json) => bytes(`{"${name}":${json},"action":"completed","workflow_job":{}}`)),
    ),
  fc.nat(5_000).map((depth) => bytes("[".repeat(depth) + "]".repeat(depth))),
);

const delivery: fc.Arbitrary<RawDelivery> = fc.record({
  body: malformed,
  headers: fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc
      .constantFrom("workflow_run", "ping", "push", "", "x".repeat(500), "__proto__")
      .map((event): Record<string, string> => ({ "x-github-event": event })),
    fc
      .constantFrom("", "sha256=", "sha256=00", `sha256=${"0".repeat(64)}`, "sha1=00")
      .map((signature): Record<string, string> => ({ "x-hub-signature-256": signature })),
    fc
      .constantFrom("", "text/plain", "application/x-www-form-urlencoded")
      .map((type): Record<string, string> => ({ "content-type": type })),
  ),
});

describe("bodies that nobody should send", () => {
  it("set nothing going, 2,000 of them", async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(delivery, async (hostile) => {
        const { send, background } = door();
        const { status } = await send(await signedRequest(hostile));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect([202, 400, 401]).toContain(status);
        expect(background).toHaveLength(0);
      }),
      { numRuns: 2_000 },
    );
    for (const status of [202, 400, 401]) expect(statuses.get(status)).toBeGreaterThan(100);
  });

  it("are not ignored for being there: the whole one that they are made of comes through", async () => {
    const { send, background } = door();
    await send(await signedRequest({ body: bytes(JOB) }));
    expect(background).toHaveLength(1);
  });
});
