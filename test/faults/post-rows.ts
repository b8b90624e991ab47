/** Every fault of the simulated cloud, met by post after a good main, or after one that was killed. */
import { expect } from "vitest";
import {
  ALWAYS,
  type AnyScenario,
  CLEANING,
  expectAdvice,
  expectBooks,
  expectEnd,
  expectMet,
  type FaultRow,
  type FaultTable,
  isBad,
  type NamedRow,
  NEVER_MS,
  rowsOf,
  rowsOfCreate,
  script,
} from "./rows.ts";

export interface PostRow extends FaultRow {
  /** Main is killed while its machine is pending; with this state left (all of it, unless told). */
  readonly killed?: "with state" | "without state";
}

export const POST_INPUTS = { gpu: "L4", "wait-for": "active" };

const deleted = { outcome: "deleted", says: /about \d\.\d\d \$/ } as const;
const unmet = { ...deleted, isNotMet: true } as const;
const running = { outcome: "still running", says: /It costs 0\.803 \$\/h\./, left: 1 } as const;
const pending = { outcome: "deleted", killed: "with state", cloud: { bootMs: NEVER_MS } } as const;

const del = ["delete"] as const;
const list = ["list"] as const;
const get = ["get"] as const;

const TABLE: FaultTable<PostRow> = {
  "connection-refused": [
    { what: "delete", ...deleted, script: [{ fault: "connection-refused", on: del, times: 2 }] },
    { what: "list", ...deleted, script: [{ fault: "connection-refused", on: list, times: 2 }] },
    { what: "get", ...deleted, script: [{ fault: "connection-refused", on: get }] },
    {
      what: "always",
      ...running,
      script: [{ fault: "connection-refused", on: CLEANING, times: ALWAYS }],
    },
  ],
  "connection-lost": [
    { what: "before delete", ...deleted, script: [{ fault: "connection-lost", on: del }] },
    {
      what: "after delete, and the second is a 404",
      outcome: "already gone",
      script: [{ fault: "connection-lost", on: del, handled: true }],
    },
    {
      what: "after delete, and the second is a 204",
      ...deleted,
      cloud: { secondDeleteGives: 204 },
      script: [{ fault: "connection-lost", on: del, handled: true }],
    },
    { what: "list", ...deleted, script: [{ fault: "connection-lost", on: list, handled: true }] },
    {
      what: "any, with no state of main's",
      ...pending,
      killed: "without state",
      script: [{ fault: "connection-lost", on: CLEANING, times: 3 }],
    },
  ],
  slow: [
    { what: "delete, a little", ...deleted, script: [{ fault: "slow", on: del, ms: 2_000 }] },
    {
      what: "delete's answer, for ever",
      outcome: "already gone",
      script: [{ fault: "slow", on: del }],
    },
    {
      what: "delete, which is never done",
      ...deleted,
      script: [{ fault: "slow", on: del, handled: false }],
    },
    { what: "list, for ever", ...deleted, script: [{ fault: "slow", on: list }] },
    {
      what: "always",
      ...running,
      script: [{ fault: "slow", on: CLEANING, handled: false, times: ALWAYS }],
    },
  ],
  cut: [
    { what: "delete, which has no body", ...deleted, script: [{ fault: "cut", on: del }] },
    { what: "list", ...deleted, script: [{ fault: "cut", on: list, times: 2 }] },
    { what: "get", ...deleted, script: [{ fault: "cut", on: get }] },
  ],
  "cloudflare-1010": [
    { what: "delete", ...deleted, script: [{ fault: "cloudflare-1010", on: del }] },
    { what: "list", ...deleted, script: [{ fault: "cloudflare-1010", on: list, times: 2 }] },
    {
      what: "always",
      ...running,
      script: [{ fault: "cloudflare-1010", on: CLEANING, times: ALWAYS }],
    },
  ],
  "key-refused": [
    { what: "delete", ...deleted, script: [{ fault: "key-refused", on: del }] },
    { what: "list, 401", ...deleted, script: [{ fault: "key-refused", on: list, status: 401 }] },
    {
      what: "always, 403",
      ...running,
      script: [{ fault: "key-refused", on: CLEANING, times: ALWAYS }],
    },
    {
      what: "always, 404: a key that is gone is no machine that is gone",
      ...running,
      script: [{ fault: "key-refused", on: CLEANING, status: 404, times: ALWAYS }],
    },
    {
      what: "always, and the id was never learned",
      outcome: "unconfirmed",
      says: /begins with sgpu-gh-f04h-/,
      killed: "without state",
      cloud: { bootMs: NEVER_MS },
      left: 1,
      script: [{ fault: "key-refused", on: CLEANING, times: ALWAYS }],
    },
  ],
  "rate-limited": [
    {
      what: "delete, with Retry-After",
      ...deleted,
      script: [{ fault: "rate-limited", on: del, retryAfter: 3 }],
    },
    {
      what: "delete, for longer than a request may take",
      ...deleted,
      script: [{ fault: "rate-limited", on: del, retryAfter: 60 }],
    },
    { what: "delete, without", ...deleted, script: [{ fault: "rate-limited", on: del, times: 3 }] },
    { what: "list", ...deleted, script: [{ fault: "rate-limited", on: list, retryAfter: 20 }] },
    {
      what: "always",
      ...running,
      script: [{ fault: "rate-limited", on: CLEANING, retryAfter: 1, times: ALWAYS }],
    },
  ],
  "server-error": [
    { what: "delete", ...deleted, script: [{ fault: "server-error", on: del, times: 2 }] },
    {
      what: "delete, done nevertheless, and the second is a 404",
      outcome: "already gone",
      script: [{ fault: "server-error", on: del, handled: true }],
    },
    {
      what: "delete, done nevertheless, and the second is a 204",
      ...deleted,
      cloud: { secondDeleteGives: 204 },
      script: [{ fault: "server-error", on: del, status: 502, handled: true }],
    },
    { what: "list", ...deleted, script: [{ fault: "server-error", on: list, times: 3 }] },
    { what: "get", ...deleted, script: [{ fault: "server-error", on: get, status: 503 }] },
    {
      what: "always",
      ...running,
      script: [{ fault: "server-error", on: CLEANING, times: ALWAYS }],
    },
  ],
  refused: [
    { what: "delete", ...deleted, script: [{ fault: "refused", on: del, status: 409, times: 3 }] },
    { what: "list", ...deleted, script: [{ fault: "refused", on: list, times: 2 }] },
    {
      what: "delete, always",
      ...running,
      says: /Locked.*0\.803 \$\/h/,
      script: [{ fault: "refused", on: del, status: 409, message: "Locked", times: ALWAYS }],
    },
  ],
  "message-list": [
    {
      what: "delete",
      ...deleted,
      script: [{ fault: "message-list", on: del }],
    },
    {
      what: "delete, always",
      ...running,
      says: /first complaint; second complaint/,
      script: [{ fault: "message-list", on: del, times: ALWAYS }],
    },
  ],
  ...rowsOfCreate(deleted),
  "list-short": [
    { what: "once", ...deleted, script: [{ fault: "list-short" }] },
    { what: "always", ...deleted, script: [{ fault: "list-short", times: ALWAYS }] },
    {
      what: "always, and DELETE does nothing at first",
      ...deleted,
      script: [
        { fault: "list-short", times: ALWAYS },
        { fault: "delete-ignored", times: 2 },
      ],
    },
    {
      what: "once, with no state of main's",
      ...pending,
      killed: "without state",
      script: [{ fault: "list-short" }],
    },
  ],
  "get-404-live": [
    { ...unmet, script: [{ fault: "get-404-live" }] },
    {
      what: "once, of a machine that the list leaves out and DELETE left alone",
      ...deleted,
      script: [
        { fault: "get-404-live" },
        { fault: "list-short", times: ALWAYS },
        { fault: "delete-ignored" },
      ],
    },
  ],
  "delete-refused-pending": [
    { ...unmet, script: [{ fault: "delete-refused-pending" }] },
    ...[409, 400].map(
      (status): PostRow => ({
        what: `${status}, of a machine whose main was killed`,
        ...pending,
        script: [{ fault: "delete-refused-pending", status, times: 4 }],
      }),
    ),
    {
      what: "always",
      ...pending,
      outcome: "still running",
      says: /0\.803 \$\/h/,
      left: 1,
      script: [{ fault: "delete-refused-pending", times: ALWAYS }],
    },
  ],
  "delete-ignored": [
    { ...deleted, script: [{ fault: "delete-ignored", times: 2 }] },
    {
      what: "always",
      ...running,
      says: /the API still shows it as active.*0\.803 \$\/h/,
      script: [{ fault: "delete-ignored", times: ALWAYS }],
    },
  ],
  resurrect: [
    {
      what: "while post looks once more",
      ...deleted,
      script: [{ fault: "resurrect", afterMs: 3_000, times: 2 }],
    },
    {
      // The nets behind post are for this one; post names its id and its price.
      what: "long after post has ended",
      ...deleted,
      says: /Deleted: machine [0-9a-f]{24}\..* at 0\.803 \$\/h/,
      left: 1,
      pauseMs: 20_000,
      script: [{ fault: "resurrect", afterMs: 20_000 }],
    },
  ],
};

/** With the lease, and with none of its state. */
const CLOUDS: readonly (readonly [string, PostRow["cloud"] & object])[] = [
  ["lists deleted machines", { listKeepsDeleted: true }],
  ["lists them, and GET knows them", { listKeepsDeleted: true, getDeletedGives: 200 }],
  ["does not list them, and GET knows them", { getDeletedGives: 200, secondDeleteGives: 204 }],
  ["takes long to delete", { deletingMs: 50_000 }],
  ["answers as documented", { answers: "documented" }],
  ["refuses DELETE while pending, 409", { deletePendingGives: 409, bootMs: 25_000 }],
  ["refuses DELETE while pending, 400", { deletePendingGives: 400, bootMs: 25_000 }],
];

export const POST_ROWS: readonly NamedRow<PostRow>[] = rowsOf(TABLE);

/** Post deletes on each of these clouds. */
export const POST_CLOUD_ROWS: readonly NamedRow<PostRow>[] = (
  ["with state", "without state"] as const
).flatMap((killed) =>
  CLOUDS.map(([what, cloud]) => ({
    title: `${what}, after a kill, ${killed}`,
    row: {
      outcome: "deleted",
      killed,
      cloud: { bootMs: 15_000, ...cloud },
      script: [{ fault: "server-error", on: del }],
    },
  })),
);

async function main(scenario: AnyScenario, { killed }: PostRow): Promise<void> {
  if (!killed) {
    await scenario.rent();
    return;
  }
  const { process, done } = await scenario.startMain();
  await scenario.until(() => scenario.sent("get").length > 0);
  process.kill("SIGKILL");
  await scenario.ended(done);
}

export async function playPost(scenario: AnyScenario, row: PostRow): Promise<void> {
  await main(scenario, row);
  script(scenario, row);
  const post = await scenario.post(row.killed === "without state" ? {} : scenario.job.state);
  expectEnd(post, row);
  const [machine] = scenario.simulator.machines.all();
  if (isBad(row.outcome)) expectAdvice(post, [machine?.id ?? "", "sgpu-gh-f04h-"]);
  expectMet(scenario, row);
  await scenario.pause(row.pauseMs ?? 0);
  expectBooks(scenario, row);
  expect(scenario.sent("create")).toHaveLength(1);
}
