import { describe, expect, it } from "vitest";
import { fakeHost } from "./host.fixture.ts";
import { candidate } from "./renting.fixture.ts";
import { readState, State } from "./state.ts";

const STEM = "sgpu-gh-1-2-1-3-abc123";
const NOTHING = {
  stem: "",
  ids: [],
  pendingCreateAt: null,
  isLookedFor: false,
  isHandedOver: false,
  isNothingRented: false,
  scope: "job",
  hourlyUsd: null,
  leaseEndsAt: null,
  spentUsd: 0,
  activeAt: null,
  hasFiles: false,
};

describe("the state that main leaves", () => {
  it("is what post reads", () => {
    const { host } = fakeHost();
    const state = new State(host);
    state.lease(STEM, "run");
    state.files();
    state.creating(candidate, 9_000);
    state.pendingCreate(1_000, false);
    state.created("m1");
    state.gaveBack(0.25);
    state.created("m2");
    state.active(5_000);
    state.handedOver();
    expect(readState(host)).toEqual({
      stem: STEM,
      ids: ["m1", "m2"],
      pendingCreateAt: null,
      isLookedFor: false,
      isHandedOver: true,
      isNothingRented: false,
      scope: "run",
      hourlyUsd: 4.796,
      leaseEndsAt: 9_000,
      spentUsd: 0.25,
      activeAt: 5_000,
      hasFiles: true,
    });
  });

  it("knows a create as sent from the moment before it is, and for ever", () => {
    const { host } = fakeHost();
    const state = new State(host);
    expect(state.hasSent).toBe(false);
    state.pendingCreate(1_000, false);
    expect(readState(host).pendingCreateAt).toBe(1_000);
    state.pendingCreate(null, true);
    expect(readState(host).pendingCreateAt).toBeNull();
    expect(state.hasSent).toBe(true);
  });

  it("counts the active time of a machine that was given back as spent, not as the next one's", () => {
    const { host } = fakeHost();
    const state = new State(host);
    for (const id of ["m1", "m2"]) {
      state.created(id);
      state.active(5_000);
      state.gaveBack(0.5);
    }
    expect(readState(host)).toMatchObject({ activeAt: null, spentUsd: 1 });
  });

  it("takes a create for answered when one more machine is known, even if main died right then", () => {
    const { host } = fakeHost();
    const state = new State(host);
    state.created("m1");
    state.pendingCreate(1_000, false);
    expect(readState(host).pendingCreateAt).toBe(1_000);
    state.created("m2");
    expect(readState(host).pendingCreateAt).toBeNull();
  });

  it("keeps a create that was looked for in vain, whatever comes after it", () => {
    const { host } = fakeHost();
    const state = new State(host);
    state.pendingCreate(1_000, true);
    state.created("m1");
    expect(readState(host)).toMatchObject({ pendingCreateAt: 1_000, isLookedFor: true });
  });

  it("says that nothing was rented", () => {
    const { host } = fakeHost();
    new State(host).nothingRented();
    expect(readState(host)).toEqual({ ...NOTHING, isNothingRented: true });
  });

  it("has names, ids, prices and times and nothing else", () => {
    const { host, state: saved } = fakeHost();
    const state = new State(host);
    state.lease(STEM, "job");
    state.files();
    state.creating(candidate, 9_000);
    state.pendingCreate(1_000, false);
    state.created("m1");
    state.active(5_000);
    expect(saved).toEqual({
      scope: "job",
      stem: STEM,
      hasFiles: "true",
      pendingCreate: "1000 0 sent",
      ids: '["m1"]',
      hourlyUsd: "4.796",
      leaseEndsAt: "9000",
      activeAt: "5000",
    });
  });
});

describe("a state that main did not leave", () => {
  it("is read as nothing", () => {
    expect(readState(fakeHost().host)).toEqual(NOTHING);
  });

  it.each([
    ["ids", "[", NOTHING],
    ["ids", "null", NOTHING],
    ["ids", '{"0":"m1"}', NOTHING],
    ["ids", '[1,null,"m1",["m2"]]', { ...NOTHING, ids: ["m1"] }],
    ["pendingCreate", "soon", NOTHING],
    ["activeAt", "Infinity", NOTHING],
    ["activeAt", " ", NOTHING],
    ["hourlyUsd", "1e999", NOTHING],
    ["scope", "RUN", NOTHING],
    ["handedOver", "yes", NOTHING],
    ["nothingRented", "1", NOTHING],
    ["hasFiles", "TRUE", NOTHING],
  ])("%s %j is read as what deletes, and does no harm", (name, value, expected) => {
    const { host } = fakeHost();
    host.saveState(name, value);
    expect(readState(host)).toEqual(expected);
  });
});
