import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { decodeName } from "@sesterce-gpu/shared";
import { describe, expect } from "vitest";
import { readActionMetadata } from "../runner/action-metadata.ts";
import { it } from "./scenario.ts";

describe.concurrent("a job that rents a machine", () => {
  it("gets all outputs, reaches it by both ways, and leaves nothing behind", async ({ start }) => {
    const scenario = await start({ inputs: { gpu: "H100:2" } });
    const main = await scenario.rent();
    const { outputs } = main;
    const [machine] = scenario.simulator.machines.all();
    expect(Object.keys(outputs).toSorted()).toEqual(
      Object.keys(readActionMetadata().outputs).toSorted(),
    );
    const directory = `${scenario.job.temp}/sesterce-gpu/${outputs.instanceName?.slice(0, -6)}`;
    expect(outputs).toMatchObject({
      ip: "127.0.0.1",
      sshPort: String(machine?.sshPort),
      sshUser: machine?.sshUser,
      sshCommand: `ssh -F ${directory}/config gpu`,
      sshAlias: "gpu",
      sshConfig: `${directory}/config`,
      sshKeyPath: `${directory}/id`,
      knownHostsPath: `${directory}/known_hosts`,
      instanceId: machine?.id,
      instanceName: machine?.name,
      gpu: "H100",
      gpuCount: "2",
      region: "paris-france-1",
      cloud: "DV_01",
      os: "ubuntu24.04_cuda12.4_shade_os",
      hourlyPrice: "5.5",
      attempts: "1",
    });
    const owned = decodeName(outputs.instanceName ?? "");
    expect(owned?.owner).toEqual({
      kind: "workflow",
      repositoryId: 700_001,
      runId: 9_000_000_001,
      attempt: 1,
      jobId: 52_000_000_001,
    });
    expect(outputs.expiresAt).toBe(new Date(owned?.expiresAt ?? 0).toISOString());
    expect(JSON.parse(outputs.portForwards ?? "")).toBeInstanceOf(Array);

    const gpus = await scenario.ssh("nvidia-smi", "-L");
    expect(gpus.match(/^GPU \d: .*H100/gm)).toHaveLength(2);
    const [program = "", ...argv] = outputs.sshCommand?.split(" ") ?? [];
    expect(await scenario.step(program, ...argv, "nvidia-smi", "-L")).toBe(gpus);
    expect(await readFile(outputs.sshConfig ?? "", "utf8")).toContain("StrictHostKeyChecking yes");
    expect(await readFile(outputs.knownHostsPath ?? "", "utf8")).toMatch(/^\[127\.0\.0\.1\]:\d+ /);
    expect((await stat(outputs.sshKeyPath ?? "")).mode & 0o777).toBe(0o600);

    const post = await scenario.post();
    expect(post).toMatchObject({ exitCode: 0, outputs: {} });
    expect(post.log).toContain(`Deleted: machine ${machine?.id}. It was active for `);
    expect(post.summary).toMatch(
      /^\*\*GPU\*\* Deleted: machine .* about \d\.\d\d \$, billed by the minute\.$/m,
    );
    expect(existsSync(directory)).toBe(false);
    expect(existsSync(scenario.userConfig)).toBe(false);
  });

  it("refuses a machine that has taken the address since: the host key is pinned", async ({
    start,
  }) => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const { outputs } = await scenario.main();
    const known = await readFile(outputs.knownHostsPath ?? "", "utf8");
    const other = known.replace(/(AAAA\S{60})(\S)/, (_, head, last) => head + otherThan(last));
    expect(other).not.toBe(known);
    await writeFile(outputs.knownHostsPath ?? "", other);
    await expect(scenario.ssh("true")).rejects.toThrow("Host key verification failed");
    await scenario.post();
  });
});

const otherThan = (letter: string) => (letter === "A" ? "B" : "A");
