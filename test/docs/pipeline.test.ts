import { describe, expect, it } from "vitest";
import { jobsOf, stepsOf, type WorkflowFile, workflowsIn } from "./workflows.ts";

const pipeline = workflowsIn(".github/workflows");
const fileNamed = (name: string): WorkflowFile => {
  const found = pipeline.find(({ path }) => path.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};

describe.each(pipeline)("$path", (file) => {
  it("pins every action by its commit, and says which version that is", () => {
    const lines = file.text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    const loose = lines.filter(
      (line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
    );
    expect(loose).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  });

  it("may only read where nothing else is said", () => {
    const { permissions } = file.workflow;
    expect(Object.values(permissions).filter((access) => access !== "read")).toEqual([]);
  });

  it("puts no expression into a shell's line, and takes no workflow of a stranger's", () => {
    expect(stepsOf(file).filter(({ run }) => run?.includes("${{"))).toEqual([]);
    expect(file.text).not.toMatch(/^\s*(pull_request_target|workflow_run):/m);
  });

  it("leaves no token behind, and caches no packages", () => {
    for (const { uses = "", with: given } of stepsOf(file)) {
      if (uses.startsWith("actions/checkout@")) {
        expect(given).toMatchObject({ "persist-credentials": false });
      }
      if (uses.startsWith("actions/setup-node@")) {
        expect(given).toMatchObject({ "package-manager-cache": false });
      }
    }
  });
});

describe("the CI's gate", () => {
  const { ci, ...others } = fileNamed("ci.yml").workflow.jobs;

  it("waits for every other job, and runs whatever became of them", () => {
    expect(ci?.if).toBe("always()");
    expect([ci?.needs].flat().toSorted()).toEqual(Object.keys(others).toSorted());
  });

  it("runs the README's two commands", () => {
    const lines = stepsOf(fileNamed("ci.yml")).flatMap(({ run }) => run ?? []);
    expect(lines).toEqual(
      expect.arrayContaining(["npx --yes pnpm@12 test", "npx --yes pnpm@12 demo"]),
    );
  });
});

describe("the release", () => {
  const jobs = jobsOf(fileNamed("release.yml"));

  it("installs packages only where it may not write or sign", () => {
    const writes = jobs.filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes("write"),
    );
    expect(writes.map(([name]) => name)).toEqual(["attest", "release"]);
    const installs = writes.filter(([, { steps }]) =>
      steps.some(({ run }) => /\bnpx\b|\bnpm\b|\bpnpm\b/.test(run ?? "")),
    );
    expect(installs).toEqual([]);
  });

  it("has secrets only in the job behind the environment", () => {
    const { text } = fileNamed("release.yml");
    const [before = "", worker = ""] = text.split("\n  worker:\n");
    expect(before).not.toContain("secrets.");
    expect(worker).toContain("secrets.CLOUDFLARE_API_TOKEN");
    const guarded = jobs.filter(([, { environment }]) => environment !== undefined);
    expect(guarded).toEqual([["worker", expect.objectContaining({})]]);
    expect(worker).toContain("name: worker-production");
  });

  it("migrates before it deploys", () => {
    const { text } = fileNamed("release.yml");
    expect(text.indexOf("d1 migrations apply DB --remote")).toBeGreaterThan(0);
    expect(text.indexOf("d1 migrations apply DB --remote")).toBeLessThan(
      text.indexOf("--filter worker run deploy"),
    );
  });
});
