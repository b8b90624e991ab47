import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { decodeName, encodeName, encodeStem } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { HEADERS, orderOf } from "../helpers/sesterce-calls.ts";
import { readActionMetadata } from "../runner/action-metadata.ts";
import { scenarios } from "./scenario.ts";

const start = scenarios();

describe("a job that rents a machine", () => {
  it("gets all outputs, reaches it by both ways, and leaves nothing behind", async () => {
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

  it("refuses a machine that has taken the address since: the host key is pinned", async () => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const { outputs } = await scenario.main();
    const known = await readFile(outputs.knownHostsPath ?? "", "utf8");
    const other = known.replace(/(AAAA\S{60})(\S)/, (_, head, last) => head + otherThan(last));
    expect(other).not.toBe(known);
    await writeFile(outputs.knownHostsPath ?? "", other);
    await expect(scenario.ssh("true")).rejects.toThrow("Host key verification failed");
    await scenario.post();
  });

  it("is told before the create what it will cost, and afterwards in the summary", async () => {
    const scenario = await start({ inputs: { gpu: "H100", lifetime: "1h" } });
    const { log, summary } = await scenario.main();
    const told = [
      "1. 1×H100 in ",
      "Renting 1×H100 in oslo-norway-1",
      "Waiting for machine",
      "Ready",
    ];
    const places = told.map((text) => log.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(log).toMatch(
      /Its lease ends at .* UTC; until then it costs at most 3\.67 \$ \(2\.75 \$\/h\)/,
    );
    expect(summary).toMatch(/^### GPU: 1×H100 in oslo-norway-1, 2\.75 \$\/h$/m);
    expect(summary).toContain("| Time to ready |");
    expect(log.match(/^::group::/gm)?.length).toBe(log.match(/^::endgroup::/gm)?.length);
    await scenario.post();
  });
});

describe("a machine of this repository that is past its lease", () => {
  it("is warned of with its price, and left to others", async () => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const owner = {
      kind: "workflow",
      repositoryId: 700_001,
      runId: 8,
      attempt: 1,
      jobId: 9,
    } as const;
    const name = encodeName(encodeStem(owner, "abc123"), Date.now() - 3_600_000);
    const { baseUrl, apiKey } = scenario.simulator.options;
    const send = (path: string, method: string, body?: object) =>
      scenario.simulator.fetch(`${baseUrl}/gpu-cloud/instances${path}`, {
        method,
        headers: { ...HEADERS, "x-api-key": apiKey },
        ...(body && { body: JSON.stringify(body) }),
      });
    await send("", "POST", { ...orderOf("L4", "eu-west-2"), name });
    const [old] = scenario.simulator.machines.all();
    const main = await scenario.main();
    expect(main.log).toMatch(
      new RegExp(
        `::warning::Machine ${old?.id} of this repository \\(run 8\\) is past its lease by`,
      ),
    );
    await scenario.post();
    expect(scenario.simulator.billedNow().map(({ id }) => id)).toEqual([old?.id]);
    await send(`/${old?.id}`, "DELETE");
  });
});

const otherThan = (letter: string) => (letter === "A" ? "B" : "A");
