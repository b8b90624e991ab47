import { describe, expect, it } from "vitest";
import { offerOf } from "../helpers/sesterce-calls.ts";
import { gpuTools } from "./gpu-tools.ts";
import { runShell } from "./shell.ts";

const on = (instanceId: string, gpusPresent = offerOf(instanceId).gpuCount) => {
  const machine = { id: "65e0c0de5e57e4ce00000001", offer: offerOf(instanceId), gpusPresent };
  const world = { hostname: "host", user: "ubuntu", tools: gpuTools(machine) };
  return (line: string) => runShell(line, world);
};

describe("the GPU tools of a machine", () => {
  it("nvidia-smi lists each GPU that is there, not each that was promised", () => {
    const { stdout, code } = on("H200x8", 7)("nvidia-smi -L");
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(7);
    expect(stdout).toMatch(/^GPU 0: NVIDIA H200 \(UUID: GPU-[0-9a-f-]{36}\)$/m);
  });

  it.each([
    ["--query-gpu=name --format=csv,noheader", "NVIDIA L4\n"],
    ["--query-gpu=name,memory.total --format=csv", "name, memory.total\nNVIDIA L4, 24576 MiB\n"],
    ["--query-gpu=index,memory.total --format=csv,noheader,nounits", "0, 24576\n"],
  ])("nvidia-smi answers %s", (args, expected) => {
    expect(on("L4")(`nvidia-smi ${args}`)).toEqual({ stdout: expected, stderr: "", code: 0 });
  });

  it("nvidia-smi without arguments prints its table, and refuses what it does not know", () => {
    expect(on("L4")("nvidia-smi").stdout).toContain("NVIDIA L4");
    expect(on("L4")("nvidia-smi --wat").code).toBe(1);
    expect(on("L4")("nvidia-smi --query-gpu=wat --format=csv").code).toBe(2);
    expect(on("L4", 0)("nvidia-smi -L")).toMatchObject({ code: 6 });
  });

  it("an AMD machine has rocm-smi and no nvidia-smi, and the others have it the other way", () => {
    const { stdout } = on("MI300Xx8")("rocm-smi --showid");
    expect(stdout.match(/^GPU\[\d]\t\t: Device ID: /gm)).toHaveLength(8);
    expect(on("MI300X")("rocm-smi").stdout).toContain("MI300X");
    expect(on("MI300X")("nvidia-smi").code).toBe(127);
    expect(on("L4")("rocm-smi").code).toBe(127);
    expect(on("cpu_small")("nvidia-smi -L").code).toBe(127);
  });
});

describe("the shell", () => {
  it.each([
    ["true", "", 0],
    ["echo 'a  b' c", "a  b c\n", 0],
    ["false; echo on", "on\n", 0],
    ["false && echo no", "", 1],
    ["false || echo yes && hostname", "yes\nhost\n", 0],
    ["true || echo no; whoami", "ubuntu\n", 0],
    ["rocm-smi --showid 2>/dev/null || nvidia-smi -L >/dev/null 2>&1 && echo two", /two\n$/, 0],
    ["command -v nvidia-smi", "/usr/bin/nvidia-smi\n", 0],
    ["command -v rocm-smi", "", 1],
    [`sh -c "echo in; exit 3"`, "in\n", 3],
    ["uname -a", /^Linux host .* x86_64/, 0],
    ["echo one\necho two", "one\ntwo\n", 0],
    ["", "", 0],
  ])("%j", (line, stdout, code) => {
    expect(on("L4")(line)).toMatchObject({
      stdout: typeof stdout === "string" ? stdout : expect.stringMatching(stdout),
      code,
    });
  });

  it("says of what it does not know that it was not found, or not understood", () => {
    expect(on("L4")("python3 train.py")).toMatchObject({
      stderr: expect.stringContaining("python3: command not found"),
      code: 127,
    });
    expect(on("L4")("nvidia-smi -L | wc -l").code).toBe(2);
    expect(on("L4")("echo 'open").code).toBe(2);
  });
});
