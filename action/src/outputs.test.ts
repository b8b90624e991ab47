import { describe, expect, it } from "vitest";
import { type HandOver, outputsOf } from "./outputs.ts";
import { machine, ready, STEM } from "./renting.fixture.ts";
import { leasePaths } from "./ssh/paths.ts";

function handOver(change: Partial<HandOver> = {}): HandOver {
  const paths = leasePaths({ runnerTemp: "/home/runner/_temp", stem: STEM, platform: "linux" });
  if (!paths.ok) throw new Error(paths.reason.shown);
  return {
    ready,
    paths: paths.value,
    alias: "gpu",
    hasKey: true,
    platform: "linux",
    attempts: 1,
    ...change,
  };
}

describe("the outputs of a machine that is ready", () => {
  it("tell where it is, how to get in, what it is and what it costs", () => {
    expect(outputsOf(handOver())).toMatchInlineSnapshot(`
      {
        "attempts": "1",
        "cloud": "AZ_07",
        "expiresAt": "2026-11-23T18:12:00.000Z",
        "gpu": "H100",
        "gpuCount": "1",
        "hourlyPrice": "4.796",
        "instanceId": "69249f005e57e4ce00000001",
        "instanceName": "sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123-htdqc",
        "ip": "203.0.113.7",
        "knownHostsPath": "/home/runner/_temp/sesterce-gpu/sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123/known_hosts",
        "os": "ubuntu22.04_cuda12.4_shade_os",
        "portForwards": "[{"internalPort":8888,"externalPort":30001}]",
        "region": "dallas-usa-3",
        "sshAlias": "gpu",
        "sshCommand": "ssh -F /home/runner/_temp/sesterce-gpu/sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123/config gpu",
        "sshConfig": "/home/runner/_temp/sesterce-gpu/sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123/config",
        "sshKeyPath": "/home/runner/_temp/sesterce-gpu/sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123/id",
        "sshPort": "22",
        "sshUser": "shadeform",
      }
    `);
  });

  it("name no key when the ssh agent has it", () => {
    expect(outputsOf(handOver({ hasKey: false })).sshKeyPath).toBe("");
  });

  it("name no system for a container, and no forwards where there are none", () => {
    const bare = { ...ready, machine: { ...machine, portForwards: [] } };
    const container = { ...bare, candidate: { ...ready.candidate, os: null } };
    expect(outputsOf(handOver({ ready: container }))).toMatchObject({ os: "", portForwards: "[]" });
  });

  it("have forwards in either shape of the API as JSON", () => {
    const odd = { ...ready, machine: { ...machine, portForwards: ['8888:30001"\n'] } };
    expect(JSON.parse(outputsOf(handOver({ ready: odd })).portForwards ?? "")).toEqual([
      '8888:30001"\n',
    ]);
  });

  it("quote a path with a blank for the shell", () => {
    const { paths } = handOver();
    const spaced = { ...paths, config: "/my temp/config" };
    expect(outputsOf(handOver({ paths: spaced })).sshCommand).toBe("ssh -F '/my temp/config' gpu");
  });
});
