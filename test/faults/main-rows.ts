/** Every fault of the simulated cloud, met by main; post then ends what is left. */
import { expect } from "vitest";
import {
  ALWAYS,
  type AnyScenario,
  expectAdvice,
  expectBooks,
  expectEnd,
  expectMet,
  type FaultRow,
  type FaultTable,
  isBad,
  type NamedRow,
  rowsOf,
  script,
} from "./rows.ts";

export interface MainRow extends FaultRow {
  /** POSTs that reached the API. */
  readonly creates: number;
  /** Main's text; it fails when `isRefused`. */
  readonly tells?: RegExp;
  readonly isRefused?: boolean;
  /** The cloud is well again when post runs. */
  readonly isOverForPost?: boolean;
}

/** One offer in two regions, then another in two. */
const INPUTS = { gpu: "L4, L40S", "wait-for": "active" };
const SHORT = { "ready-timeout": "1m" };
/** A login is made where it matters: only a real process can. */
const SSH = { "wait-for": "ssh" };
const ONE_PLACE = { gpu: "L4", regions: "paris-france-1" };

/** Good at the first create, as if there had been no fault. */
const unharmed = { creates: 1, tells: /Ready/, outcome: "deleted" } as const;
/** The first machine, or the first create, came to nothing. */
const second = { creates: 2, tells: /Ready/, outcome: "deleted" } as const;
const adopted = { ...unharmed, tells: /It was created after all/ };
const stopped = { creates: 1, isRefused: true, outcome: "nothing rented" } as const;
const unsent = { ...stopped, creates: 0 };
const foundOut = { ...stopped, outcome: "already gone" } as const;
const unknown = {
  ...stopped,
  inputs: ONE_PLACE,
  outcome: "unconfirmed",
  says: /\$\/h/,
} as const;

const create = ["create"] as const;
const offers = ["offers"] as const;
const get = ["get"] as const;
const list = ["list"] as const;

const TABLE: FaultTable<MainRow> = {
  "connection-refused": [
    { what: "offers", ...unharmed, script: [{ fault: "connection-refused", on: offers }] },
    // It has not reached the API, and is certain not to have been sent.
    {
      what: "create",
      ...unharmed,
      tells: /Again in/,
      script: [{ fault: "connection-refused", on: create }],
    },
    { what: "get", ...unharmed, script: [{ fault: "connection-refused", on: get }] },
  ],
  "connection-lost": [
    { what: "offers", ...unharmed, script: [{ fault: "connection-lost", on: offers }] },
    {
      what: "before create",
      ...second,
      tells: /no machine showed in 20 s/,
      script: [{ fault: "connection-lost", on: create }],
    },
    {
      what: "after create",
      ...adopted,
      script: [{ fault: "connection-lost", on: create, handled: true }],
    },
    {
      what: "after create, and before the list that looks for it",
      ...adopted,
      script: [
        { fault: "connection-lost", on: create, handled: true },
        { fault: "connection-lost", on: list, times: 2 },
      ],
    },
    {
      what: "after create, and the list never answers",
      ...stopped,
      tells: /post step of this action looks for the machine/,
      outcome: "deleted",
      isOverForPost: true,
      script: [
        { fault: "connection-lost", on: create, handled: true },
        { fault: "connection-lost", on: list, times: ALWAYS },
      ],
    },
    { what: "get", ...unharmed, script: [{ fault: "connection-lost", on: get }] },
  ],
  slow: [
    { what: "offers, for ever", ...unharmed, script: [{ fault: "slow", on: offers }] },
    {
      what: "create, a little",
      ...unharmed,
      script: [{ fault: "slow", on: create, ms: 6_000 }],
    },
    { what: "create's answer, for ever", ...adopted, script: [{ fault: "slow", on: create }] },
    {
      what: "create, which is never done",
      ...second,
      script: [{ fault: "slow", on: create, handled: false }],
    },
    {
      what: "create, done after we have hung up",
      ...adopted,
      script: [{ fault: "slow", on: create, handled: false, ms: 25_000 }],
    },
    {
      what: "create, done after the next was sent",
      ...second,
      most: 2,
      script: [{ fault: "slow", on: create, handled: false, ms: 50_000 }],
    },
    { what: "get, for ever", ...unharmed, script: [{ fault: "slow", on: get }] },
  ],
  cut: [
    { what: "offers", ...unharmed, script: [{ fault: "cut", on: offers }] },
    { what: "create", ...adopted, script: [{ fault: "cut", on: create }] },
    { what: "get", ...unharmed, script: [{ fault: "cut", on: get }] },
    {
      what: "create, and the list that looks for it",
      ...adopted,
      script: [
        { fault: "cut", on: create },
        { fault: "cut", on: list, keep: 0.9 },
      ],
    },
  ],
  "cloudflare-1010": [
    {
      what: "offers",
      ...unsent,
      tells: /this says nothing about the API key/,
      script: [{ fault: "cloudflare-1010", on: offers }],
    },
    {
      what: "create",
      ...stopped,
      tells: /this says nothing about the API key/,
      script: [{ fault: "cloudflare-1010", on: create }],
    },
    { what: "get", ...unharmed, script: [{ fault: "cloudflare-1010", on: get }] },
  ],
  "key-refused": [
    {
      what: "offers, 401",
      ...unsent,
      tells: /Check the secret behind the `api-key` input/,
      script: [{ fault: "key-refused", on: offers, status: 401 }],
    },
    {
      what: "create, 403",
      ...stopped,
      tells: /Check the secret behind the `api-key` input/,
      script: [{ fault: "key-refused", on: create }],
    },
    {
      what: "create, 404",
      ...second,
      script: [{ fault: "key-refused", on: create, status: 404 }],
    },
    {
      what: "get, 404",
      ...unharmed,
      script: [{ fault: "key-refused", on: get, status: 404 }],
    },
  ],
  "rate-limited": [
    { what: "offers", ...unharmed, script: [{ fault: "rate-limited", on: offers, times: 2 }] },
    {
      what: "create, with Retry-After",
      ...second,
      tells: /too many requests.*Again in 15s/,
      script: [{ fault: "rate-limited", on: create, retryAfter: 15 }],
    },
    {
      what: "create, without",
      ...second,
      creates: 3,
      tells: /too many requests.*Again in/,
      script: [{ fault: "rate-limited", on: create, times: 2 }],
    },
    {
      what: "create, for longer than anybody waits",
      ...stopped,
      tells: /too many requests.*Run fewer jobs at once/,
      script: [{ fault: "rate-limited", on: create, retryAfter: 4_000 }],
    },
    {
      what: "create, always: ten POSTs and no more",
      ...stopped,
      creates: 10,
      tells: /in 10 create requests/,
      script: [{ fault: "rate-limited", on: create, times: ALWAYS }],
    },
    { what: "get", ...unharmed, script: [{ fault: "rate-limited", on: get, retryAfter: 1 }] },
  ],
  "server-error": [
    { what: "offers", ...unharmed, script: [{ fault: "server-error", on: offers, times: 2 }] },
    { what: "create", ...second, script: [{ fault: "server-error", on: create }] },
    {
      what: "create, 503, done nevertheless",
      ...adopted,
      script: [{ fault: "server-error", on: create, status: 503, handled: true }],
    },
    {
      what: "create, for the only candidate",
      ...unknown,
      tells: /whether the machine was created is not known/,
      script: [{ fault: "server-error", on: create }],
    },
    { what: "get", ...unharmed, script: [{ fault: "server-error", on: get, status: 504 }] },
  ],
  refused: [
    {
      what: "create once, 422",
      ...second,
      script: [{ fault: "refused", on: create, status: 422 }],
    },
    {
      what: "create three times in the same words",
      ...stopped,
      creates: 3,
      tells: /Three offers in a row .*Bad Request/,
      script: [{ fault: "refused", on: create, times: 3 }],
    },
    { what: "get", ...unharmed, script: [{ fault: "refused", on: get }] },
  ],
  "message-list": [
    {
      what: "create",
      ...second,
      tells: /refused: first complaint; second complaint/,
      script: [{ fault: "message-list", on: create }],
    },
  ],
  "create-5xx-landed": [
    { ...adopted, script: [{ fault: "create-5xx-landed" }] },
    {
      what: "500, listed 19 s late",
      ...adopted,
      script: [{ fault: "create-5xx-landed", status: 500, lateMs: 19_000 }],
    },
    {
      what: "and goes into error",
      ...second,
      script: [{ fault: "create-5xx-landed", status: 504 }, { fault: "machine-error" }],
    },
  ],
  "create-lost-landed": [
    { ...adopted, script: [{ fault: "create-lost-landed" }] },
    {
      what: "listed 19 s late",
      ...adopted,
      script: [{ fault: "create-lost-landed", lateMs: 19_000 }],
    },
    {
      what: "listed when the next has been rented",
      ...second,
      most: 2,
      script: [{ fault: "create-lost-landed", lateMs: 35_000 }],
    },
    {
      what: "listed when main has given up",
      ...stopped,
      inputs: ONE_PLACE,
      outcome: "deleted",
      script: [{ fault: "create-lost-landed", lateMs: 45_000 }],
    },
  ],
  "create-listed-late": [
    {
      what: "20 s",
      ...unharmed,
      script: [{ fault: "create-listed-late", lateMs: 20_000 }],
    },
    {
      what: "and GET does not know it either",
      ...unharmed,
      script: [{ fault: "create-listed-late", lateMs: 10_000 }, { fault: "get-404-live" }],
    },
  ],
  "create-twin": [
    {
      what: "seen at ready",
      ...unharmed,
      tells: /bears the name of this lease as well; deleting it/,
      most: 2,
      script: [{ fault: "create-twin", lateMs: 0 }],
    },
    {
      what: "seen by post alone",
      ...unharmed,
      most: 2,
      pauseMs: 30_000,
      says: /^Deleted: machines /m,
      script: [{ fault: "create-twin", lateMs: 30_000 }],
    },
    {
      what: "of a create whose answer was lost",
      ...adopted,
      most: 2,
      script: [{ fault: "create-twin", lateMs: 0 }, { fault: "create-lost-landed" }],
    },
  ],
  "sold-out": [
    { what: "400", ...second, script: [{ fault: "sold-out", status: 400 }] },
    { what: "404", ...second, script: [{ fault: "sold-out", status: 404 }] },
    { what: "409", ...second, script: [{ fault: "sold-out", status: 409 }] },
    { what: "500", ...second, script: [{ fault: "sold-out", status: 500 }] },
    {
      what: "everywhere",
      ...stopped,
      inputs: { gpu: "L4" },
      creates: 2,
      tells: /::error::No machine could be had/,
      script: [{ fault: "sold-out", times: 2 }],
    },
    {
      what: "everywhere, as 500: nobody can know that nothing was made",
      ...unknown,
      script: [{ fault: "sold-out", status: 500 }],
    },
  ],
  "no-balance": [
    { ...stopped, tells: /Top up the Sesterce account/, script: [{ fault: "no-balance" }] },
  ],
  "name-taken": [
    { what: "409", ...second, script: [{ fault: "name-taken" }] },
    { what: "400", ...second, script: [{ fault: "name-taken", status: 400 }] },
  ],
  "name-changed": [
    { ...foundOut, tells: /made machine .* under the name/, script: [{ fault: "name-changed" }] },
    {
      what: "and DELETE does nothing at first",
      ...foundOut,
      script: [{ fault: "name-changed" }, { fault: "delete-ignored", times: 2 }],
    },
    {
      what: "and DELETE never does anything",
      ...foundOut,
      outcome: "still running",
      says: /\$\/h/,
      left: 1,
      script: [{ fault: "name-changed" }, { fault: "delete-ignored", times: ALWAYS }],
    },
    {
      what: "behind a lost answer: nobody can tell whose it is",
      ...unknown,
      left: 1,
      script: [{ fault: "name-changed" }, { fault: "connection-lost", handled: true, on: create }],
    },
  ],
  "name-cut": [
    { ...foundOut, tells: /made machine .* under the name/, script: [{ fault: "name-cut" }] },
    {
      what: "behind a 5xx: nobody can tell whose it is",
      ...unknown,
      left: 1,
      script: [{ fault: "name-cut" }, { fault: "create-5xx-landed" }],
    },
  ],
  "machine-error": [
    { ...second, tells: /went into status error/, script: [{ fault: "machine-error" }] },
    {
      what: "every machine, until max-attempts",
      ...foundOut,
      creates: 3,
      tells: /No machine got ready: 3 tried/,
      script: [{ fault: "machine-error", afterMs: 500, times: 3 }],
    },
  ],
  "never-active": [
    {
      ...second,
      inputs: SHORT,
      tells: /was not ready within ready-timeout: its status is pending/,
      script: [{ fault: "never-active" }],
    },
  ],
  "unknown-status": [{ ...unharmed, script: [{ fault: "unknown-status", forMs: 15_000 }] }],
  "active-before-ssh": [
    { ...unharmed, inputs: SSH, script: [{ fault: "active-before-ssh", sshMs: 30_000 }] },
  ],
  "ssh-never": [
    {
      ...second,
      inputs: { ...SHORT, ...SSH },
      tells: /was not ready within ready-timeout: SSH does not answer yet/,
      script: [{ fault: "ssh-never" }],
    },
  ],
  "fewer-gpus": [
    {
      ...second,
      inputs: SSH,
      tells: /does not show all its GPUs: 0 of 1 GPUs/,
      script: [{ fault: "fewer-gpus" }],
    },
  ],
  "ip-newline": [
    { ...second, tells: /has an address that can't be used/, script: [{ fault: "ip-newline" }] },
  ],
  vanish: [
    {
      what: "before SSH answers",
      ...second,
      inputs: SSH,
      tells: /disappeared from the account/,
      script: [{ fault: "vanish", afterMs: 0 }],
    },
    {
      what: "from under the job",
      ...unharmed,
      outcome: "already gone",
      pauseMs: 20_000,
      script: [{ fault: "vanish", afterMs: 20_000 }],
    },
  ],
  "list-short": [
    { what: "when twins are looked for", ...unharmed, script: [{ fault: "list-short" }] },
    {
      what: "when a create is looked for",
      ...adopted,
      script: [{ fault: "list-short", times: 2 }, { fault: "create-lost-landed" }],
    },
  ],
  "get-404-live": [{ ...unharmed, script: [{ fault: "get-404-live" }] }],
  "delete-refused-pending": [
    { ...unharmed, isNotMet: true, script: [{ fault: "delete-refused-pending" }] },
    ...[409, 400].map(
      (status): MainRow => ({
        what: `${status}, of a machine that never got active`,
        ...second,
        inputs: SHORT,
        script: [{ fault: "delete-refused-pending", status, times: 3 }, { fault: "never-active" }],
      }),
    ),
  ],
  "delete-ignored": [
    { ...unharmed, isNotMet: true, script: [{ fault: "delete-ignored" }] },
    {
      what: "of a machine that went into error",
      ...second,
      script: [{ fault: "delete-ignored", times: 2 }, { fault: "machine-error" }],
    },
  ],
  resurrect: [
    { ...unharmed, isNotMet: true, script: [{ fault: "resurrect" }] },
    {
      what: "of a machine that went into error, when the next has been rented",
      ...second,
      most: 2,
      script: [{ fault: "resurrect", afterMs: 3_000 }, { fault: "machine-error" }],
    },
  ],
};

const CLOUDS: readonly (readonly [string, MainRow["cloud"] & object])[] = [
  ["answers as documented", { answers: "documented" }],
  [
    "answers as documented, without port forwards",
    { answers: "documented", portForwards: "absent" },
  ],
  ["answers as observed, port forwards as strings", { portForwards: "strings" }],
  ["refuses DELETE while pending", { deletePendingGives: 409 }],
  [
    "lists deleted machines",
    { listKeepsDeleted: true, getDeletedGives: 200, secondDeleteGives: 204 },
  ],
];

export const MAIN_ROWS: readonly NamedRow<MainRow>[] = rowsOf(TABLE);

/** A machine in error is given back by each of these clouds. */
export const MAIN_CLOUD_ROWS: readonly NamedRow<MainRow>[] = CLOUDS.map(([title, cloud]) => ({
  title,
  row: { ...second, cloud, script: [{ fault: "machine-error" }] },
}));

export const mainInputs = ({ inputs }: MainRow) => ({ ...INPUTS, ...inputs });

export async function playMain(scenario: AnyScenario, row: MainRow): Promise<void> {
  const { creates, tells, isRefused, isOverForPost, pauseMs = 0 } = row;
  script(scenario, row);
  const main = await scenario.main();
  expect(main.exitCode, main.log).toBe(isRefused ? 1 : 0);
  if (tells) expect(main.log).toMatch(tells);
  if (isRefused) expect(main.outputs).toEqual({});
  if (row.isNotMet) expectMet(scenario, row);
  if (row.isNotMet || isOverForPost) scenario.simulator.faults.clear();
  await scenario.pause(pauseMs);
  const post = await scenario.post();
  expectEnd(post, row);
  if (isBad(row.outcome)) expectAdvice(post, [scenario.job.state.stem ?? ""]);
  if (!row.isNotMet) expectMet(scenario, row);
  expectBooks(scenario, row);
  expect(scenario.sent("create")).toHaveLength(creates);
}
