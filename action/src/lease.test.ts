import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunnerFacts } from "./host.ts";
import { inputsOf } from "./inputs/inputs.fixture.ts";
import { ownerOf, prepareLease } from "./lease.ts";
import { freshKey } from "./ssh/key.ts";

let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "sgpu-lease-"));
});
afterAll(() => rm(home, { recursive: true }));

const facts = (change: Partial<RunnerFacts> = {}): RunnerFacts => ({
  repositoryId: 700_001,
  runId: 9_000_000_001,
  attempt: 1,
  temp: "/home/runner/_temp",
  home,
  userName: "runner",
  platform: "linux",
  ...change,
});

const prepare = (inputs: Record<string, string> = {}, change: Partial<RunnerFacts> = {}) =>
  prepareLease(inputsOf(inputs), facts(change), () => 0);

async function prepared(inputs: Record<string, string> = {}) {
  const lease = await prepare(inputs);
  if (!lease.ok) throw new Error(lease.reason);
  return lease.value;
}

async function withUserConfig(text: string, name = "config"): Promise<string> {
  const user = await mkdtemp(join(home, "user-"));
  await mkdir(join(user, ".ssh"));
  await writeFile(join(user, ".ssh", name), text);
  return user;
}

describe("a lease", () => {
  it("bears repository, run, attempt and job in its stem", async () => {
    expect((await prepared()).stem).toBe("sgpu-gh-f04h-44ud8g1-1-nvzggsh-aaaaaa");
  });

  it("of scope run belongs to no job", async () => {
    const { owner, stem } = await prepared({ scope: "run" });
    expect(owner.jobId).toBe(0);
    expect(stem).toBe("sgpu-gh-f04h-44ud8g1-1-0-aaaaaa");
  });

  it("has a fresh key whose public half is sent, with the stem as its comment", async () => {
    const { key, access, stem } = await prepared();
    expect(access).toEqual({ sshKey: key?.publicKey });
    expect(key?.publicKey).toMatch(new RegExp(`^ssh-ed25519 \\S+ ${stem}$`));
  });

  it("has the user's own key, and no other, when one is given", async () => {
    const own = freshKey("mine");
    const { key, access } = await prepared({ "ssh-private-key": own.privateKey });
    expect(key?.privateKey).toBe(own.privateKey);
    expect(own.publicKey).toContain(access.sshKey);
  });

  it("sends the id of a key of the account, and logs in with the own key or the agent's", async () => {
    const own = freshKey("mine");
    expect(await prepared({ "ssh-key-id": "key-1" })).toMatchObject({
      key: undefined,
      access: { sshKeyId: "key-1" },
    });
    const both = await prepared({ "ssh-key-id": "key-1", "ssh-private-key": own.privateKey });
    expect(both.key?.privateKey).toBe(own.privateKey);
    expect(both.access).toEqual({ sshKeyId: "key-1" });
  });
});

describe("no lease is made, and the reason said,", () => {
  it.each<Partial<RunnerFacts>>([
    { repositoryId: Number.NaN },
    { runId: Number.NaN },
    { runId: 0 },
    { attempt: Number.NaN },
    { attempt: -1 },
  ])("when the runner does not tell whose run it is: %o", (change) => {
    const owner = ownerOf(facts(change), 1);
    expect(owner.ok ? "" : owner.reason).toMatch(
      /^The runner does not tell whose run this is: .* so none is rented\.$/,
    );
  });

  it("when RUNNER_TEMP can't be named in an ssh config", async () => {
    expect(await prepare({}, { temp: "relative/path" })).toEqual({
      ok: false,
      reason:
        'RUNNER_TEMP is "relative/path", which an ssh config can\'t name; it has to be an absolute path without quotes, %, *, ? and [.',
    });
  });

  it("when a Host line of the user's has the alias", async () => {
    const user = await withUserConfig("Host build gpu\n  HostName example.org\n");
    expect(await prepare({}, { home: user })).toEqual({
      ok: false,
      reason: `Input \`ssh-alias\` is "gpu", and that name belongs to a Host line in ${user}/.ssh/config already; allowed is a name that nobody has, such as "gpu2".`,
    });
    expect((await prepare({ "ssh-alias": "gpu2" }, { home: user })).ok).toBe(true);
  });

  it("when another lease has the alias", async () => {
    const other = "sgpu-gh-1-2-1-3-zzzzzz";
    const user = await withUserConfig("Host gpu\n", "lease");
    const block = `# >>> sesterce-gpu ${other} >>>\nInclude "${user}/.ssh/lease"\n# <<< sesterce-gpu ${other} <<<\n`;
    await writeFile(join(user, ".ssh", "config"), block);
    const lease = await prepare({}, { home: user });
    expect(lease.ok ? "" : lease.reason).toContain(
      `that name belongs to the machine of lease ${other}, which another step of this action rented already`,
    );
  });
});
