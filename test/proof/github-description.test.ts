/** Every answer of the simulated GitHub that claims to be GitHub's own, held against GitHub's description. */
import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HEADERS, type Heard, type Hub, hub } from "../simulator/github/github.fixture.ts";
import { type FaultName, faultRegistry, type Operation } from "../simulator/github/index.ts";
import { checkAnswer, checkRefusal } from "./github/description.ts";
import { OPERATIONS } from "./github/operations.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const APP = {
  appId: 1_234,
  installationId: 77,
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
};

/** One request of each operation, about the hub's repository, its run and a job of it. */
function callsOf(world: Hub): Record<Operation, () => Promise<Heard>> {
  const { call, root, runPath, runsPath, jobPath } = world;
  return {
    repository: () => call(root),
    runs: () => call(runsPath()),
    run: () => call(runPath()),
    attempt: () => call(runPath("/attempts/1")),
    "attempt-jobs": () => call(runPath("/attempts/1/jobs")),
    job: () => call(jobPath()),
    "installation-token": () => call("/app/installations/77/access_tokens", asApp(world, "POST")),
    app: () => call("/app", asApp(world)),
    "app-installation": () => call("/app/installations/77", asApp(world)),
    "app-hook": () => call("/app/hook/config", asApp(world)),
    "rate-limit": () => call("/rate_limit"),
  };
}

function asApp({ clock }: Hub, method = "GET"): RequestInit {
  const now = Math.floor(clock.now() / 1_000);
  const parts = [
    { alg: "RS256", typ: "JWT" },
    { iss: APP.appId, iat: now - 60, exp: now + 540 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signature = sign("RSA-SHA256", Buffer.from(parts.join(".")), privateKey);
  const jwt = `${parts.join(".")}.${signature.toString("base64url")}`;
  return { method, headers: { ...HEADERS, authorization: `Bearer ${jwt}` } };
}

const NAMES = OPERATIONS.map(({ operation }) => operation);

/** Every operation answers well, and as described. */
async function expectGood(world: Hub, operations: readonly Operation[] = NAMES): Promise<void> {
  const calls = callsOf(world);
  for (const operation of operations) {
    const answer = await calls[operation]();
    expect([answer.status, ...checkAnswer(operation, answer)], operation).toEqual([
      operation === "installation-token" ? 201 : 200,
    ]);
  }
}

const WAITING = ["queued", "waiting", "requested", "pending", "in_progress"] as const;
const ENDS = [
  "success",
  "failure",
  "cancelled",
  "skipped",
  "timed_out",
  "neutral",
  "action_required",
] as const;

/** What may have happened before somebody asks. */
const STATES: readonly (readonly [string, (world: Hub) => unknown])[] = [
  ...WAITING.map(
    (status) =>
      [`a job is ${status}`, ({ world, train }: Hub) => world.setJob(train, status)] as const,
  ),
  ...ENDS.flatMap(
    (end) =>
      [
        [`a job has ended: ${end}`, ({ world, train }: Hub) => world.completeJob(train, end)],
        [`a run has ended: ${end}`, ({ world, run }: Hub) => world.completeRun(run.id, end)],
      ] as const,
  ),
  [
    "a run was cancelled and begun again",
    ({ world, run }) => world.cancel(run.id) && world.rerun(run.id),
  ],
  [
    "a repository has a new name and is reached by the old one",
    ({ world, repository }) => world.rename(repository.id, { owner: "zenith", name: "brains" }),
  ],
  [
    "there are more runs than a page has",
    ({ world, repository }) => {
      for (let run = 0; run < 40; run++) world.startRun({ repository: repository.id });
    },
  ],
];

describe("GitHub's description finds no fault with any operation", () => {
  it.each(STATES)("when %s", async (_, happens) => {
    const world = hub({ app: APP });
    happens(world);
    await expectGood(world);
  });

  it("of a public repository", async () => {
    const { world, call } = hub();
    world.addRepository({ owner: "acme", name: "open", isPrivate: false });
    expect(checkAnswer("repository", await call("/repos/acme/open"))).toEqual([]);
  });

  it("of a later attempt", async () => {
    const { world, run, call, runPath } = hub();
    world.completeRun(run.id, "failure");
    world.rerun(run.id);
    expect(checkAnswer("attempt", await call(runPath("/attempts/2")))).toEqual([]);
  });
});

/** What a fault's answer claims to be: GitHub's good answer, GitHub's refusal, or nothing that GitHub would say. */
const CLAIMS: Record<FaultName, "good" | "refusal" | "nothing"> = {
  "not-found": "refusal",
  unauthorized: "refusal",
  forbidden: "refusal",
  "secondary-limit": "refusal",
  "quota-low": "good",
  unavailable: "refusal",
  hang: "good",
  network: "nothing",
  html: "nothing",
  "cut-json": "nothing",
  "other-id": "good",
  "job-of-another-run": "good",
  "other-check-run": "good",
  stale: "good",
};

const claiming = (claim: "good" | "refusal") =>
  Object.entries(faultRegistry).flatMap(([name, { on }]) =>
    isFault(name) && CLAIMS[name] === claim
      ? on.map((operation) => [name, operation] as const)
      : [],
  );
const isFault = (name: string): name is FaultName => Object.hasOwn(CLAIMS, name);

/** The answer of an operation that meets the fault. */
async function answerUnder(fault: FaultName, operation: Operation): Promise<Heard> {
  const world = hub({ app: APP });
  await world.clock.advance(3_600_000); // so that what is stale was there already
  world.faults.add({ fault, on: [operation], ...(fault === "hang" && { ms: 1_000 }) });
  const answer = await world.clock.run(callsOf(world)[operation]());
  expect(world.faults.unmet()).toEqual([]);
  return answer;
}

describe("a scripted fault", () => {
  it.each(claiming("good"))("that claims to be a good answer is one: %s of %s", async (...met) => {
    const [, operation] = met;
    const answer = await answerUnder(...met);
    expect(answer.status).toBeLessThan(300);
    expect(checkAnswer(operation, answer)).toEqual([]);
  });

  it.each(claiming("refusal"))(
    "that refuses is worded as GitHub does: %s of %s",
    async (...met) => {
      const answer = await answerUnder(...met);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(checkRefusal(answer)).toEqual([]);
    },
  );
});

describe("without a fault, a refusal", () => {
  it.each<[string, number, (world: Hub) => Promise<Heard>]>([
    ["of what is not there", 404, ({ call }) => call("/repos/acme/nothing")],
    ["of no token", 401, ({ call, root }) => call(root, { headers: { "user-agent": "proof" } })],
    ["of a path that is none", 404, ({ call }) => call("/nothing")],
    [
      "of a JWT that is none",
      401,
      ({ call }) => call("/app/installations/77/access_tokens", { method: "POST" }),
    ],
    [
      "when the quota is used up",
      403,
      ({ github, call, root }) => {
        github.faults.add({ fault: "quota-low" });
        return call(root).then(() => call(root));
      },
    ],
  ])("%s is worded as GitHub does: %s", async (_, status, ask) => {
    const answer = await ask(hub({ app: APP }));
    expect([answer.status, ...checkRefusal(answer)]).toEqual([status]);
  });

  it("of a former name is the documented redirect", async () => {
    const { world, repository, call, root } = hub();
    world.rename(repository.id, { name: "brains" });
    const answer = await call(root, { redirect: "manual" });
    expect([answer.status, ...checkAnswer("repository", answer)]).toEqual([301]);
  });
});

describe("the description", () => {
  it("finds fault with a key that is missing, one that it does not know, and another status", async () => {
    const { call, jobPath } = hub();
    const { status, text, body } = await call(jobPath());
    const { node_id: _, ...rest } = Object(body);
    const change = (changed: object) => checkAnswer("job", { status, text, body: changed }).join();
    expect(change(rest)).toContain("node_id");
    expect(change({ ...Object(body), invented: 1 })).toContain("invented");
    expect(change({ ...Object(body), status: "asleep" })).toContain("/status");
    expect(change({ ...Object(body), started_at: "noon" })).toContain("date-time");
    expect(checkAnswer("job", { status: 418, text, body }).join()).toContain("418");
  });
});
