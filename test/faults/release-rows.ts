/** Every fault of the simulated cloud, met by the release action that ends the leases of a run. */
import { encodeName, encodeStem } from "@sesterce-gpu/shared";
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

const RUN = {
  kind: "workflow",
  repositoryId: 700_001,
  runId: 9_000_000_001,
  attempt: 1,
  jobId: 0,
} as const;

const deleted = { outcome: "deleted" } as const;
const unmet = { ...deleted, isNotMet: true } as const;
/** The list told whose it is, before all failed. */
const running = { outcome: "still running", says: /0\.803 \$\/h/, left: 1 } as const;
const unconfirmed = { outcome: "unconfirmed", says: /sgpu-gh-f04h-44ud8g1-1-0-/, left: 1 } as const;
const pending = { ...deleted, cloud: { bootMs: NEVER_MS } } as const;

const del = ["delete"] as const;
const list = ["list"] as const;
const get = ["get"] as const;

const TABLE: FaultTable<FaultRow> = {
  "connection-refused": [
    {
      what: "any",
      ...deleted,
      script: [{ fault: "connection-refused", on: CLEANING, times: 3 }],
    },
    {
      what: "list, always",
      ...unconfirmed,
      script: [{ fault: "connection-refused", on: list, times: ALWAYS }],
    },
    {
      what: "always, once the machine is known",
      outcome: "still running",
      left: 1,
      script: [{ fault: "connection-refused", on: CLEANING, skip: 1, times: ALWAYS }],
    },
  ],
  "connection-lost": [
    { what: "before delete", ...deleted, script: [{ fault: "connection-lost", on: del }] },
    {
      what: "after delete",
      outcome: "already gone",
      script: [{ fault: "connection-lost", on: del, handled: true }],
    },
    { what: "list", ...deleted, script: [{ fault: "connection-lost", on: list, times: 2 }] },
  ],
  slow: [
    { what: "list, for ever", ...deleted, script: [{ fault: "slow", on: list }] },
    {
      what: "delete, which is never done",
      ...deleted,
      script: [{ fault: "slow", on: del, handled: false }],
    },
    {
      what: "delete's answer, for ever",
      outcome: "already gone",
      script: [{ fault: "slow", on: del }],
    },
  ],
  cut: [
    { what: "list", ...deleted, script: [{ fault: "cut", on: list, times: 2 }] },
    { what: "get", ...deleted, script: [{ fault: "cut", on: get }] },
  ],
  "cloudflare-1010": [
    { what: "list", ...deleted, script: [{ fault: "cloudflare-1010", on: list }] },
    { what: "delete", ...deleted, script: [{ fault: "cloudflare-1010", on: del }] },
    {
      what: "always",
      ...unconfirmed,
      script: [{ fault: "cloudflare-1010", on: CLEANING, times: ALWAYS }],
    },
  ],
  "key-refused": [
    { what: "list", ...deleted, script: [{ fault: "key-refused", on: list }] },
    {
      what: "always, 404: a key that is gone is no machine that is gone",
      ...unconfirmed,
      script: [{ fault: "key-refused", on: CLEANING, status: 404, times: ALWAYS }],
    },
    {
      what: "delete, always",
      ...running,
      script: [{ fault: "key-refused", on: del, times: ALWAYS }],
    },
  ],
  "rate-limited": [
    {
      what: "list, with Retry-After",
      ...deleted,
      script: [{ fault: "rate-limited", on: list, retryAfter: 3 }],
    },
    { what: "list, without", ...deleted, script: [{ fault: "rate-limited", on: list, times: 3 }] },
    {
      what: "delete, for longer than a request may take",
      ...deleted,
      script: [{ fault: "rate-limited", on: del, retryAfter: 60 }],
    },
  ],
  "server-error": [
    { what: "list", ...deleted, script: [{ fault: "server-error", on: list, times: 3 }] },
    { what: "delete", ...deleted, script: [{ fault: "server-error", on: del, times: 2 }] },
    {
      what: "delete, done nevertheless",
      outcome: "already gone",
      script: [{ fault: "server-error", on: del, handled: true }],
    },
    {
      what: "list, always",
      ...unconfirmed,
      script: [{ fault: "server-error", on: list, times: ALWAYS }],
    },
  ],
  refused: [
    { what: "list", ...deleted, script: [{ fault: "refused", on: list }] },
    { what: "delete", ...deleted, script: [{ fault: "refused", on: del, status: 409, times: 3 }] },
    {
      what: "delete, always",
      ...running,
      script: [{ fault: "refused", on: del, status: 409, times: ALWAYS }],
    },
  ],
  "message-list": [
    {
      what: "list and delete",
      ...deleted,
      script: [{ fault: "message-list", on: CLEANING, times: 2 }],
    },
  ],
  ...rowsOfCreate(),
  "list-short": [
    { what: "at the first look", ...deleted, script: [{ fault: "list-short" }] },
    {
      what: "when it looks after the DELETE",
      ...deleted,
      script: [{ fault: "list-short", skip: 1 }],
    },
  ],
  "get-404-live": [
    { ...unmet, script: [{ fault: "get-404-live" }] },
    {
      what: "of a machine that the list leaves out and DELETE left alone",
      ...deleted,
      script: [
        { fault: "get-404-live" },
        { fault: "list-short", skip: 1, times: 2 },
        { fault: "delete-ignored" },
      ],
    },
  ],
  "delete-refused-pending": [
    {
      what: "409",
      ...pending,
      script: [{ fault: "delete-refused-pending", times: 3 }],
    },
    {
      what: "400",
      ...pending,
      script: [{ fault: "delete-refused-pending", status: 400, times: 3 }],
    },
  ],
  "delete-ignored": [
    { ...deleted, script: [{ fault: "delete-ignored", times: 2 }] },
    { what: "always", ...running, script: [{ fault: "delete-ignored", times: ALWAYS }] },
  ],
  resurrect: [
    {
      what: "while it looks once more",
      ...deleted,
      script: [{ fault: "resurrect", afterMs: 3_000, times: 2 }],
    },
    {
      // The nets behind it are for this one.
      what: "long after it has ended",
      ...deleted,
      left: 1,
      pauseMs: 20_000,
      script: [{ fault: "resurrect", afterMs: 20_000 }],
    },
  ],
};

const CLOUDS: readonly (readonly [string, FaultRow["cloud"] & object])[] = [
  ["lists deleted machines", { listKeepsDeleted: true, getDeletedGives: 200 }],
  ["does not list them, and GET knows them", { getDeletedGives: 200, secondDeleteGives: 204 }],
  ["answers as documented", { answers: "documented" }],
  ["refuses DELETE while pending", { deletePendingGives: 409, bootMs: 15_000 }],
];

export const RELEASE_ROWS: readonly NamedRow<FaultRow>[] = rowsOf(TABLE);

/** The release action ends a lease on each of these clouds. */
export const RELEASE_CLOUD_ROWS: readonly NamedRow<FaultRow>[] = CLOUDS.map(([title, cloud]) => ({
  title,
  row: { ...deleted, cloud, script: [{ fault: "server-error", on: del }] },
}));

export const releaseCloud = ({ cloud }: FaultRow) => ({ bootMs: 0, ...cloud });

export async function playRelease(scenario: AnyScenario, row: FaultRow): Promise<void> {
  const name = encodeName(encodeStem(RUN, "abc123"), scenario.simulator.clock.now() + 3_600_000);
  const id = await scenario.rentElsewhere(name);
  scenario.leftAlone.clear();
  script(scenario, row);
  const step = await scenario.release();
  expectEnd(step, row);
  if (isBad(row.outcome)) expectAdvice(step, [id, "sgpu-gh-f04h-44ud8g1-1-0-"]);
  expectMet(scenario, row);
  await scenario.pause(row.pauseMs ?? 0);
  expectBooks(scenario, row);
  expect(step).toMatchObject({ outputs: {}, state: {} });
}
