/** Whatever rows the API lists, the Worker sweeps, shows and tells, and ends nothing that lives. */
import { HOUR_MS } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutated } from "../../fuzz/odd-json.ts";
import { runs } from "../../fuzz/runs.ts";
import { personOf } from "../commands/people.ts";
import { hookedWorker } from "../github-webhooks/hooked-worker.ts";

/** Machines of a job that goes on, of its run, of a person and of a stranger; the list as it is, too. */
async function inhabited() {
  const hooked = await hookedWorker();
  const owner = hooked.start();
  const ids = [await hooked.rent(owner), await hooked.rent({ ...owner, jobId: 0 })];
  const others = [await personOf("U0ABSENT"), "a-strangers-box"];
  const seeds = others.map((who) => ({ who, ageMs: 0, leaseMs: 5_000 * HOUR_MS }));
  ids.push(...(await hooked.worker.seed(seeds)));
  await hooked.tick();
  let listed: unknown;
  hooked.worker.mangle((rows) => {
    listed = rows;
    return rows;
  });
  await hooked.tick();
  return { ...hooked, ids, listed };
}

describe("whatever the API lists", () => {
  it("a sweep ends nothing that lives, and people get their answers", async () => {
    const { worker, events, ids, listed, tick, running } = await inhabited();
    await fc.assert(
      fc.asyncProperty(fc.array(mutated(listed), { minLength: 1, maxLength: 2 }), async (lists) => {
        for (const list of lists) {
          worker.mangle(() => (Array.isArray(list) ? list : [list]));
          await tick();
        }
        for (const line of ["list", `show ${ids[0]}`, "gc"]) {
          const { text } = await worker.ask(line, "U0OPERATOR");
          expect(text).not.toMatch(/<(?!@[UW][A-Z0-9]{2,20}>|!date\^|https:\/\/github\.com\/)/);
        }
        expect(events.splice(0).filter(isBug)).toEqual([]);
        expect(running().toSorted()).toEqual(ids.toSorted());
      }),
      runs(4),
    );
  });
});

/** What nobody outside can bring about: it throws what no part of the Worker knows. */
const isBug = ({ event, error }: { readonly event: string; readonly error?: unknown }): boolean =>
  ["slack-call-failed", "slack-answer-failed", "slack-answer-as-text"].includes(event) ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof URIError;
