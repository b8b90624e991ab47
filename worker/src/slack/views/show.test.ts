import { describe, expect, it } from "vitest";
import type { FleetMachine, Holder } from "../../fleet/types.ts";
import type { CaseRow, Evidence, LeaseRow, MachineRow } from "../../store/index.ts";
import { nextStep } from "./next-step.ts";
import { endedView, notFoundView, showView, type Trace } from "./show.ts";
import {
  caseOf,
  EVIL,
  expectSendable,
  foreign,
  MINUTE,
  machineOf,
  many,
  NOW,
  run,
  seen,
} from "./views.fixture.ts";

const evidence = (change: Partial<Evidence> = {}): Evidence => ({
  at: NOW - 5 * MINUTE,
  machineId: "6b",
  stem: null,
  kind: "status-changed",
  actor: "sweep",
  detail: "Status: pending, then active.",
  ...change,
});
const lease: LeaseRow = {
  stem: "sgpu-sl-ab12-u012abcdef-k3x9qz",
  endsAt: NOW + 8 * MINUTE,
  movedBy: "U0BOB",
  movedAt: NOW - 30 * MINUTE,
  version: 1,
};
const none: Trace = { evidence: [], lease: undefined, case: undefined };
const AT = { now: NOW, mode: "enforce" } as const;
const unlisted: Holder = { kind: "foreign", why: "unlisted-repository" };
const row: MachineRow = {
  id: "6b046f55",
  name: "sgpu-sl-ab12-u012abcdef-k3x9qz-hs3k0",
  stem: "sgpu-sl-ab12-u012abcdef-k3x9qz",
  repositoryId: null,
  runId: null,
  userId: "U012ABCDEF",
  gpu: "H100",
  gpuCount: 1,
  region: "FRA-Paris-1",
  hourlyUsd: 2.75,
  status: "active",
  createdAt: NOW - 600 * MINUTE,
  firstSeenAt: NOW - 600 * MINUTE,
  lastSeenAt: NOW - 60 * MINUTE,
  billedFrom: NOW - 590 * MINUTE,
  endedAt: NOW - 58 * MINUTE,
};
const textOf = (...given: Parameters<typeof showView>) => {
  const message = showView(...given);
  expectSendable(message);
  return message.text;
};

describe("a machine is shown", () => {
  it("with all facts, its ports, its lease and its evidence", () => {
    const machine = machineOf({
      portForwards: [{ internalPort: 8888, externalPort: 30_001 }, "443:30002"],
    });
    const rows = [evidence(), evidence({ actor: "U0BOB", detail: "Extended by 1h." })];
    expect(showView(seen({ machine }), { ...none, evidence: rows, lease }, AT)).toMatchSnapshot();
  });

  it("of a workflow, past its lease, with nothing known of it", () => {
    const machine = machineOf({
      region: null,
      os: null,
      ip: null,
      sshUser: null,
      gpuModel: null,
      sshPort: null,
    });
    const past = seen({
      machine,
      holder: run,
      hourlyUsd: null,
      costUsd: null,
      leaseEndsAt: NOW - MINUTE,
    });
    expect(textOf(past, none, AT)).toMatchSnapshot();
  });

  it("that is foreign", () => {
    expect(textOf(foreign(), none, AT)).toMatchSnapshot();
  });

  it("with ten rows of evidence, and how many more", () => {
    const text = textOf(seen(), { ...none, evidence: many(500, () => evidence()), lease }, AT);
    expect(text.match(/Status: pending/g)).toHaveLength(10);
    expect(text).toContain("… and 490 older rows");
  });

  it.each([
    ["pending", "203.0.113.7", "Log in: not yet, it is not active"],
    ["active", "203.0.113.7", "Log in: `ssh -p 22 ubuntu@203.0.113.7`"],
    ["active", null, "Log in: the API tells no address that can be used"],
    ["active", "-oProxyCommand=x", "Log in: the API tells no address that can be used"],
  ])("%s at %s: %s", (status, ip, expected) => {
    expect(textOf(seen({ machine: machineOf({ status, ip }) }), none, AT)).toContain(expected);
  });

  it("logs in through a forwarded port 22 where there is no port", () => {
    const portForwards = [{ internalPort: 22, externalPort: 30_022 }];
    const machine = machineOf({ sshPort: null, portForwards });
    expect(textOf(seen({ machine }), none, AT)).toContain("ssh -p 30022 ubuntu@");
  });

  it("with twenty ports, and how many more", () => {
    const portForwards = many(25, (index) => ({ internalPort: index, externalPort: index }));
    const text = textOf(seen({ machine: machineOf({ portForwards }) }), none, AT);
    expect(text).toContain("`19 → 19` and 5 more");
  });

  it("with a lease that was moved to before what its name says, which does not end it", () => {
    const before = { ...lease, endsAt: NOW - MINUTE };
    expect(textOf(seen(), { ...none, lease: before }, AT)).toContain("as its name says.");
    expect(textOf(seen(), { ...none, lease }, AT)).toContain("moved by <@U0BOB>");
  });

  it("after its end", () => {
    expect(
      endedView(row, 24.39, { evidence: [evidence({ detail: "Not listed any more." })] }),
    ).toMatchSnapshot();
    expectSendable(
      endedView(
        { ...row, gpu: null, gpuCount: null, region: null, hourlyUsd: null, endedAt: null },
        null,
        none,
      ),
    );
  });

  it("or not, when there is none or several", () => {
    expect(notFoundView("6b", []).text).toMatchSnapshot();
    expect(notFoundView("6b", ["6b01", "6b02"]).text).toMatchSnapshot();
  });
});

describe("what GitHub said last", () => {
  it("stands among why it is alive", () => {
    const known = caseOf({
      lookedAt: NOW - MINUTE,
      lookKind: "alive",
      lookDetail: "Job 99 is in_progress.",
    });
    expect(textOf(seen({ holder: run }), { ...none, case: known }, AT)).toMatchSnapshot();
  });

  it("is left out when nobody was asked", () => {
    expect(textOf(seen(), { ...none, case: caseOf() }, AT)).not.toContain("GitHub,");
  });
});

describe("what happens next", () => {
  const past = { leaseEndsAt: NOW - MINUTE };
  const workflow = seen({ holder: run });
  const warned = { warnedEnd: seen().leaseEndsAt, warnSaidAt: NOW - 2 * MINUTE };

  describe.each(["observe", "enforce"] as const)("in %s mode", (mode) => {
    it.each<[string, FleetMachine, Partial<CaseRow>?]>([
      ["to a foreign one", foreign()],
      ["to one of an unlisted repository", foreign({ holder: unlisted })],
      ["to a person's", seen()],
      ["to a person's that was warned of", seen(), warned],
      ["to a person's past its lease", seen(past)],
      [
        "to a person's past its lease that was told",
        seen(past),
        { warnedEnd: NOW - MINUTE, warnSaidAt: NOW - 8 * MINUTE },
      ],
      ["to a workflow's", workflow],
      ["to a whole run's", seen({ holder: { ...run, jobId: 0 } })],
      ["to a workflow's past its lease", seen({ ...past, holder: run })],
      ["to one whose job has ended", workflow, { markWhy: "owner-ended", markAt: NOW - MINUTE }],
      ["to one whose run is missing", workflow, { markWhy: "owner-missing", markAt: NOW - MINUTE }],
      ["to one that was found failed", workflow, { markWhy: "failed", markAt: NOW - MINUTE }],
      [
        "to one whose end is approved",
        workflow,
        { markWhy: "owner-missing", markAt: NOW, approvedAt: NOW, approvedBy: "U0BOB" },
      ],
      ["to one of which nothing is known", workflow, { unknownSince: NOW - 31 * MINUTE }],
      ["to one that is claimed", workflow, { claimedAt: NOW - MINUTE }],
      ["to one whose claim was given up", workflow, { claimedAt: NOW - 3 * MINUTE }],
      ["to one whose delete was sent", workflow, { deletingSince: NOW - MINUTE }],
      ["to one that failed", seen({ machine: machineOf({ status: "error" }) })],
      ["to one that is being deleted", seen({ machine: machineOf({ status: "deleting" }) })],
    ])("%s", (_, machine, known) => {
      const sweeping = { mode, case: known && caseOf(known) };
      expect(nextStep(machine, NOW, sweeping)).toMatchSnapshot();
    });
  });
});

describe("Slack takes it", () => {
  it.each(EVIL)("with %j everywhere", (text) => {
    const machine = machineOf({
      _id: "x".repeat(200),
      name: text,
      region: text,
      status: text,
      gpuModel: text,
      os: text,
      ip: text,
      sshUser: text,
      portForwards: many(100, () => text),
    });
    const rows = many(500, () => evidence({ actor: text, detail: text, kind: text }));
    const trace = {
      evidence: rows,
      lease: { ...lease, movedBy: text },
      case: caseOf({ lookedAt: NOW, lookDetail: text, approvedAt: NOW, approvedBy: text }),
    };
    expectSendable(showView(seen({ machine }), trace, AT));
    expectSendable(showView(seen({ machine: { ...machine, status: "active" } }), trace, AT));
    expectSendable(
      endedView({ ...row, id: text, name: text, gpu: text, region: text }, 1e21, trace),
    );
    expectSendable(notFoundView(text, [text, "a"]));
    expectSendable(notFoundView(text, []));
  });
});
