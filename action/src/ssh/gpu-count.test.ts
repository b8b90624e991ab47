import { describe, expect, it } from "vitest";
import { countGpus, gpuCommand } from "./gpu-count.ts";

describe("the command that lists GPUs", () => {
  it.each([
    "H100",
    "A100_80G",
    "RTX4090",
    "L4",
    "GH200",
    "V100_32G",
    "CPU",
    "B300",
    "L4 (AMD EPYC)",
  ])("is nvidia-smi for %s", (name) => expect(gpuCommand(name)).toBe("nvidia-smi -L"));

  it.each(["MI300X", "mi250", "MI325X", "AMD MI300X", "Instinct MI300X", " MI300X"])(
    "is rocm-smi, on the path or where ROCm puts it, for %s",
    (name) => {
      expect(gpuCommand(name)).toBe("rocm-smi --showid || /opt/rocm/bin/rocm-smi --showid");
    },
  );
});

describe("the count of GPUs", () => {
  const h100 = (index: number) => `GPU ${index}: NVIDIA H100 80GB HBM3 (UUID: GPU-3b1f${index})`;
  it.each([
    ["one GPU", h100(0), 1],
    ["eight GPUs", Array.from({ length: 8 }, (_, index) => h100(index)).join("\n"), 8],
    ["CRLF", `${h100(0)}\r\n${h100(1)}\r\n`, 2],
    ["GPUs cut in slices", `${h100(0)}\n  MIG 1g.10gb Device 0: (UUID: MIG-1)\n`, 1],
    ["sixteen GPUs", Array.from({ length: 16 }, (_, index) => h100(index)).join("\n"), 16],
    ["a greeting before them", `Welcome! GPU 7: see below\n${h100(0)}`, 1],
    ["nothing", "", 0],
    ["no devices", "No devices found.\n", 0],
    ["a driver that is not loaded", "NVIDIA-SMI has failed because it couldn't communicate", 0],
  ])("is right for %s", (_, stdout, count) => {
    expect(countGpus(stdout)).toBe(count);
  });

  it("is of distinct GPUs in rocm-smi's several lines for each", () => {
    const line = (index: number, what: string) => `GPU[${index}]\t\t: ${what}: 0x74a1`;
    const indices = [0, 1, 10, 11];
    const lines = indices.flatMap((index) => [line(index, "Device Name"), line(index, "GUID")]);
    const framed = ["====== ROCm System Management Interface ======", ...lines, "== GPU[7] =="];
    expect(countGpus(framed.join("\n"))).toBe(4);
  });
});
