/** 10,000 requests before our verifier and before Slack's own: the same verdict, or a difference that is meant. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifySlackRequest } from "../../worker/src/slack/verify.ts";
import { tableUnder } from "./readme-table.ts";
import { boltAccepts } from "./slack/bolt.ts";
import { DIFFERENCES, type Difference } from "./slack/differences.ts";
import { slackRequest } from "./slack/requests.ts";

const REQUESTS = 10_000;
/** So that the figures are the same in every run; any other will do. */
const SEED = 20_261_126;

interface Seen {
  accepted: number;
  refused: number;
  differing: number;
  /** Of those that differ: how many for this reason alone. */
  readonly shown: Map<Difference, number>;
}

/** Throws at the first request whose two verdicts differ unlisted, or do not differ although they are listed to. */
async function seenIn(requests: number): Promise<Seen> {
  const seen: Seen = { accepted: 0, refused: 0, differing: 0, shown: new Map() };
  const property = fc.asyncProperty(slackRequest, async (request) => {
    const ours = (await verifySlackRequest(request)).ok;
    const theirs = boltAccepts(request);
    const reasons = DIFFERENCES.filter((one) => one.has(request));
    if (ours && theirs) expect(reasons).toEqual([]);
    if (ours && theirs) seen.accepted += 1;
    if (!ours && !theirs) seen.refused += 1;
    if (ours === theirs) return;
    const [reason, ...others] = reasons.filter(({ taker }) => taker === (ours ? "we" : "Bolt"));
    if (!reason)
      return expect.fail(`${ours ? "We take it, Bolt does not" : "Only Bolt takes it"}.`);
    seen.differing += 1;
    if (others.length === 0) seen.shown.set(reason, (seen.shown.get(reason) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns: requests, seed: SEED });
  return seen;
}

const seen = await seenIn(REQUESTS);

describe(`${REQUESTS} requests, before us and before @slack/bolt`, () => {
  it("get the same verdict but for what is listed, and many of either kind", () => {
    expect(seen.accepted).toBeGreaterThan(1_000);
    expect(seen.refused).toBeGreaterThan(1_000);
    expect(seen.accepted + seen.refused + seen.differing).toBe(REQUESTS);
  });

  it.each(DIFFERENCES)("show $what, which one takes: $taker", (difference) => {
    expect(seen.shown.get(difference)).toBeGreaterThan(0);
  });
});

it("test/README.md lists the differences", () => {
  const rows = DIFFERENCES.map(({ what, taker, why }) => [what, taker, why]);
  expect(tableUnder("Slack: which requests only one of us takes")).toEqual(rows);
});
