import { describe, expect, it } from "vitest";
import type { Holder } from "../fleet/types.ts";
import { readSettings } from "../settings/index.ts";
import { isOperator, mayMove, mayOperate, mayRent } from "./authorize.ts";
import { ann, run, stranger } from "./views/views.fixture.ts";

const OPERATOR = "U0OPERATOR";
const ANN = "U012ABCDEF";
const BOB = "U0BOB";
const rolesOf = (env: object) => readSettings({ SLACK_OPERATORS: OPERATOR, ...env }).roles;
const plain = rolesOf({});
const named = rolesOf({ SLACK_RENTERS: `${ANN},${BOB}` });
const everybody = rolesOf({ SLACK_RENTERS: "*" });
const broken = rolesOf({ SLACK_OPERATORS: "<you>", SLACK_RENTERS: "ann" });

describe("who operates", () => {
  it.each([
    [OPERATOR, plain, true],
    [OPERATOR, named, true],
    [BOB, plain, false],
    [BOB, everybody, false],
    ["", plain, false],
    [OPERATOR, broken, false],
  ])("%s: %#", (userId, roles, expected) => {
    expect(mayOperate(roles, userId).ok).toBe(expected);
    expect(isOperator(roles, userId)).toBe(expected);
  });

  it("is told to whoever does not", () => {
    expect(mayOperate(named, BOB)).toEqual({
      ok: false,
      reason: { code: "not-allowed", who: "operators", userIds: [OPERATOR] },
    });
  });
});

describe("who rents", () => {
  it.each([
    ["operators by default", OPERATOR, plain, true],
    ["others not by default", ANN, plain, false],
    ["those who are named", BOB, named, true],
    ["an operator who is not named is none", OPERATOR, named, false],
    ["everybody of the team", "U0ANYBODY", everybody, true],
    ["nobody while it is not configured", OPERATOR, broken, false],
  ])("%s", (_, userId, roles, expected) => {
    expect(mayRent(roles, userId).ok).toBe(expected);
  });
});

describe("who moves or ends a machine", () => {
  const none: Holder = stranger;
  it.each<[string, string, Holder, boolean]>([
    ["the person whose lease it is", ANN, ann, true],
    ["an operator, a person's", OPERATOR, ann, true],
    ["not another person", BOB, ann, false],
    ["an operator, a workflow's", OPERATOR, run, true],
    ["not anybody else, a workflow's", ANN, run, false],
    ["nobody, a foreign one", OPERATOR, none, false],
  ])("%s", (_, userId, holder, expected) => {
    expect(mayMove(named, userId, holder).ok).toBe(expected);
    expect(mayMove(broken, userId, holder).ok).toBe(false);
  });

  it("names them", () => {
    expect(mayMove(plain, BOB, ann)).toMatchObject({
      reason: { who: "owner-or-operators", userIds: [ANN, OPERATOR] },
    });
    expect(mayMove(plain, BOB, run)).toMatchObject({ reason: { who: "operators" } });
  });
});

describe("without roles", () => {
  it("the variables are named that are wrong", () => {
    const reason = { code: "not-configured", variables: ["SLACK_OPERATORS", "SLACK_RENTERS"] };
    for (const denied of [
      mayOperate(broken, ANN),
      mayRent(broken, ANN),
      mayMove(broken, ANN, ann),
    ]) {
      expect(denied).toEqual({ ok: false, reason });
    }
  });
});
