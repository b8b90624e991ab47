import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readInputs } from "../../action/src/inputs/inputs.ts";
import {
  type Input,
  readActionMetadata,
  readReleaseMetadata,
  repositoryRoot,
} from "../runner/action-metadata.ts";
import { jobsOf, type Step, stepsOf, workflowsIn, workflowsOf } from "./workflows.ts";

const examples = workflowsIn("examples");
const pasted = workflowsOf("README.md");
const { inputs } = readActionMetadata();

/** Our two actions, under the names that users write. */
const OURS: Readonly<Record<string, Readonly<Record<string, Input>>>> = {
  "org/sesterce-gpu@v1": inputs,
  "org/sesterce-gpu/action/release@v1": readReleaseMetadata().inputs,
};

const faultsOf = (step: Step): string[] => {
  const known = OURS[step.uses ?? ""];
  if (known === undefined) return [];
  const given = Object.keys(step.with ?? {});
  const unknown = given.filter((name) => known[name] === undefined);
  const missing = Object.keys(known).filter((name) => known[name]?.required);
  return [...unknown, ...missing.filter((name) => !given.includes(name))];
};

/** What the runner makes of `with`; an expression becomes what the action would take anyway. */
const inputOf = (step: Step) => (name: string) => {
  const value = String(step.with?.[name] ?? inputs[name]?.default ?? "");
  return value.includes("${{") ? (STAND_INS[name] ?? "") : value;
};
const STAND_INS: Readonly<Record<string, string>> = {
  "api-key": "a-key",
  gpu: "L4",
  "max-hourly-price": "2",
  lifetime: "2h",
};

describe("README.md", () => {
  it("lists every example, and no other", () => {
    const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
    const listed = [...readme.matchAll(/^\| \[[^\]]+\]\((examples\/[^)]+)\) \| \S/gm)];
    expect(listed.map(([, path]) => path).toSorted()).toEqual(examples.map(({ path }) => path));
  });

  it("has a workflow to paste", () => {
    expect(pasted.length).toBeGreaterThan(0);
  });
});

describe.each([...examples, ...pasted])("$path", (file) => {
  it("uses one of our actions, with inputs that it has and all that it needs", () => {
    const ours = stepsOf(file).filter(({ uses = "" }) => uses.startsWith("org/"));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter(({ uses = "" }) => OURS[uses] === undefined)).toEqual([]);
    expect(ours.flatMap(faultsOf)).toEqual([]);
  });

  it("gives values that the action takes", () => {
    const rents = stepsOf(file).filter(({ uses }) => uses === "org/sesterce-gpu@v1");
    for (const step of rents) expect(readInputs(inputOf(step))).toMatchObject({ ok: true });
  });

  it("may read and no more, and limits the price and the time", () => {
    const { permissions } = file.workflow;
    expect(Object.values(permissions).filter((access) => access !== "read")).toEqual([]);
    expect(jobsOf(file).filter(([, job]) => job.permissions !== undefined)).toEqual([]);
    const rents = stepsOf(file).filter(({ uses }) => uses === "org/sesterce-gpu@v1");
    for (const step of rents) expect(step.with).toHaveProperty("max-hourly-price");
  });

  it("leaves no token in the checkout that it copies", () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const { with: given } of checkouts) {
      expect(given).toMatchObject({ "persist-credentials": false });
    }
  });

  it("puts no expression into a shell's line, and fails when a pipe's first command does", () => {
    const runs = stepsOf(file).filter(({ run }) => run !== undefined);
    expect(runs.filter(({ run }) => run?.includes("${{"))).toEqual([]);
    const shell = file.workflow.defaults?.run.shell;
    const piped = runs.filter(({ run }) => / \| /.test(run ?? ""));
    expect(piped.filter((step) => (step.shell ?? shell) !== "bash")).toEqual([]);
  });
});

describe.each(examples)("$path", ({ text }) => {
  it("begins with what it is for, what it costs at most and what to change, in 2 to 5 lines", () => {
    const [head = ""] = /^(#.*\n)+/.exec(text) ?? [];
    const lines = head.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines.length).toBeLessThanOrEqual(5);
    expect(head).toMatch(/Costs at most \d+(\.\d\d)? \$/);
    expect(head).toMatch(/\bChange: /);
  });

  it("has no secret where a stranger's code could reach it", () => {
    expect(text).not.toMatch(/^\s*(pull_request_target|workflow_run):/m);
  });
});
