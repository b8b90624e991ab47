import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import { it, type Scenario } from "./scenario.ts";

const orderOf = (scenario: Scenario) => scenario.sent("create").at(-1)?.body;
const configOf = async (path = "") => readFile(path, "utf8");

describe.concurrent("ready without a login of ours", () => {
  it("with wait-for active: as soon as the API says so; the first user pins the host key", async ({
    start,
  }) => {
    const scenario = await start({ inputs: { gpu: "L4", "wait-for": "active" } });
    const main = await scenario.rent();
    expect(main.log).toContain("GPUs not counted");
    expect(await configOf(main.outputs.sshConfig)).toContain("StrictHostKeyChecking accept-new");
    await expect
      .poll(() => scenario.ssh("echo", "in").catch(() => ""), { timeout: 5_000 })
      .toBe("in\n");
    await scenario.post();
  });

  it("with ssh-key-id alone: when SSH answers, and login is the agent's", async ({ start }) => {
    const scenario = await start({ inputs: { gpu: "L4", "ssh-key-id": "key-1" } });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { sshKeyPath: "" } });
    expect(main.log).toContain("GPUs not counted");
    expect(orderOf(scenario)).toMatchObject({ sshKeyId: "key-1" });
    expect(orderOf(scenario)).not.toHaveProperty("sshKey");
    expect(await configOf(main.outputs.sshConfig)).not.toMatch(/Identit/);
    await scenario.post();
  });

  it("with no ssh client on the runner: when SSH answers, and it says so", async ({
    start,
    onTestFinished,
  }) => {
    const bin = await mkdtemp(join(tmpdir(), "sgpu-bin-"));
    onTestFinished(() => rm(bin, { recursive: true }));
    const scenario = await start({ inputs: { gpu: "L4" }, env: { PATH: bin } });
    const main = await scenario.rent();
    expect(main.log).toContain(
      "::warning::There is no ssh client here: SSH answers, but nobody has logged in",
    );
    expect(await scenario.ssh("echo", "in")).toBe("in\n");
    expect((await scenario.post()).exitCode).toBe(0);
  });
});

describe.concurrent("what create is sent", () => {
  it("is the public half of the own private key", async ({ start }) => {
    const own = freshKey("mine");
    const scenario = await start({ inputs: { gpu: "L4", "ssh-private-key": own.privateKey } });
    await scenario.rent();
    expect(own.publicKey).toContain(String(orderOf(scenario)?.sshKey));
    expect(await scenario.ssh("nvidia-smi", "-L")).toContain("L4");
    await scenario.post();
  });
});

describe.concurrent("an AMD machine", () => {
  it("has its GPUs counted by rocm-smi", async ({ start }) => {
    const scenario = await start({ inputs: { gpu: "MI300X" } });
    const main = await scenario.rent();
    expect(main.log).toContain("1 GPU counted");
    await scenario.post();
  });
});
