import { describe, expect, it } from "vitest";
import type { Digest, DigestOwner, Ended } from "../../fleet/digest.ts";
import type { Holder } from "../../fleet/types.ts";
import { digestView } from "./digest.ts";
import { reported } from "./report.fixture.ts";
import { EVIL, expectSendable, HOUR, MINUTE, many, NOW } from "./views.fixture.ts";

const UNTIL = NOW - 4 * HOUR;
const none: Ended = { machines: 0, costUsd: 0, hourlyUsd: 0, withoutPrice: 0 };
const nothing = { ...none, hourlyUsd: 0 };
const quiet: Digest = {
  at: NOW,
  mode: "enforce",
  from: UNTIL - 24 * HOUR,
  until: UNTIL,
  ours: nothing,
  foreign: nothing,
  foreignDayUsd: 0,
  owners: [],
  leaks: none,
  leases: none,
  wouldEnd: none,
  strangers: [],
  nearlyOurs: [],
  unseen: [],
};
const train: DigestOwner = {
  owner: { kind: "repository", id: 815, name: "acme/train" },
  machines: 2,
  hourlyUsd: 5.5,
  dayUsd: 66.123,
  withoutPrice: 0,
};
const ann: DigestOwner = {
  owner: { kind: "person", userId: "U012ABCDEF" },
  machines: 0,
  hourlyUsd: 0,
  dayUsd: 5,
  withoutPrice: 1,
};
const unnamed: DigestOwner = { ...train, owner: { kind: "repository", id: 816, name: null } };
const foreign = (name: string, why: Extract<Holder, { kind: "foreign" }>["why"]) =>
  reported({ id: "f00", name, holder: { kind: "foreign", why }, leaseEndsAt: null });
const full: Digest = {
  ...quiet,
  ours: { machines: 4, hourlyUsd: 11, costUsd: 40, withoutPrice: 0 },
  foreign: { machines: 2, hourlyUsd: 2.75, costUsd: 9, withoutPrice: 1 },
  foreignDayUsd: 30,
  owners: [train, unnamed, ann],
  leaks: { machines: 3, costUsd: 12.5, hourlyUsd: 7.5, withoutPrice: 0 },
  leases: { machines: 1, costUsd: 4, hourlyUsd: 2, withoutPrice: 1 },
  strangers: [foreign("my-notebook", "name")],
  nearlyOurs: [
    { ...foreign("sgpu-GH-1", "nearly-ours"), hourlyUsd: null },
    foreign("sgpu-gh-mo-1-1-0-abcdef-hs3k0", "unlisted-repository"),
  ],
  unseen: [{ machine: reported(), since: NOW - 45 * MINUTE }],
};

describe("the digest", () => {
  it("tells a day with everything in it", () => {
    expect(digestView(full)).toMatchSnapshot();
  });

  it("tells a day with nothing in it", () => {
    expect(digestView(quiet)).toMatchSnapshot();
  });

  it("tells in observe mode what enforce would end", () => {
    const wouldEnd = { machines: 2, costUsd: 8, hourlyUsd: 5.5, withoutPrice: 1 };
    expect(digestView({ ...quiet, mode: "observe", wouldEnd }).text).toMatchSnapshot();
  });

  it("shows no address, wherever one comes from", () => {
    const machine = reported({
      name: "box-203.0.113.7",
      gpu: "203.0.113.8",
      region: "2001:db8::1",
      holder: { kind: "foreign", why: "name" },
    });
    const view = digestView({ ...quiet, strangers: [machine], unseen: [{ machine, since: NOW }] });
    expect(JSON.stringify(view)).not.toMatch(/203\.0\.113|2001:db8/);
  });
});

describe("Slack takes it", () => {
  it.each([0, 1, 20, 500])("with %i of each, whatever they are called", (howMany) => {
    const evil = (index: number) => EVIL[index % EVIL.length] ?? "";
    const machines = many(howMany, (index) =>
      reported({
        id: `${index}${evil(index)}`,
        name: evil(index),
        gpu: evil(index),
        region: evil(index),
        hourlyUsd: index % 3 === 0 ? null : 1e21,
        holder: { kind: "foreign", why: "nearly-ours" },
      }),
    );
    const huge = { machines: 1e9, costUsd: 1e21, hourlyUsd: 1e21, withoutPrice: howMany };
    const owners = many(howMany, (index): DigestOwner => {
      const figures = { machines: 1e9, hourlyUsd: 1e21, dayUsd: 1e21, withoutPrice: index };
      return index % 2 === 0
        ? { owner: { kind: "repository", id: index, name: evil(index) }, ...figures }
        : { owner: { kind: "person", userId: `U0${index}` }, ...figures };
    });
    const unseen = machines.map((machine) => ({
      machine: { ...machine, leaseEndsAt: NOW },
      since: NOW - HOUR,
    }));
    for (const mode of ["observe", "enforce"] as const) {
      const ends = { leaks: huge, leases: huge, wouldEnd: huge };
      const seen = { ours: huge, foreign: huge, foreignDayUsd: 1e21, owners, unseen };
      const view = digestView({
        ...{ ...quiet, ...ends, ...seen, mode },
        strangers: machines,
        nearlyOurs: machines,
      });
      expectSendable(view);
      if (howMany === 500) expect(view.text.length).toBeGreaterThan(2_000);
    }
  });
});
