/**
 * What `nvidia-smi` and `rocm-smi` print on a machine, modelled on their real output: what a probe
 * has to parse. Pure. A tool that the machine has not got is undefined: command not found.
 */
import type { Machine } from "./machines.ts";

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}
export type Tool = (args: readonly string[]) => Output;

const DRIVER = "570.124.06";
const AMD_NAMES = /^MI\d/;

export function gpuTools(
  machine: Pick<Machine, "id" | "offer" | "gpusPresent">,
): Map<string, Tool> {
  const gpus = Array.from({ length: machine.gpusPresent }, (_, index) => gpu(machine, index));
  const { gpuName, gpuCount } = machine.offer;
  if (gpuCount === 0) return new Map();
  return AMD_NAMES.test(gpuName)
    ? new Map([["rocm-smi", (args) => rocmSmi(gpus, args)]])
    : new Map([["nvidia-smi", (args) => nvidiaSmi(gpus, args)]]);
}

interface Gpu {
  readonly index: number;
  readonly name: string;
  readonly uuid: string;
  readonly memoryMib: number;
}

function gpu({ id, offer }: Pick<Machine, "id" | "offer">, index: number): Gpu {
  const tail = `${id.slice(12)}`.padStart(12, "0").slice(-12);
  const uuid = `GPU-${id.slice(0, 8)}-0000-4000-8${index.toString(16).padStart(3, "0")}-${tail}`;
  const memoryMib = Math.round((offer.configuration.vRamGB / offer.gpuCount) * 1024);
  return { index, name: offer.gpuName, uuid, memoryMib };
}

function nvidiaSmi(gpus: readonly Gpu[], args: readonly string[]): Output {
  if (gpus.length === 0) return { stdout: "No devices were found\n", stderr: "", code: 6 };
  const query = args.find((arg) => arg.startsWith("--query-gpu="));
  if (query) return queryGpus(gpus, query.slice("--query-gpu=".length).split(","), args);
  if (args.includes("-L") || args.includes("--list-gpus")) {
    return good(
      gpus.map(({ index, name, uuid }) => `GPU ${index}: NVIDIA ${name} (UUID: ${uuid})`),
    );
  }
  if (args.length === 0) return good(nvidiaTable(gpus));
  const complaint = `Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.\n`;
  return { stdout: complaint, stderr: "", code: 1 };
}

const QUERY_FIELDS: Record<string, (gpu: Gpu, count: number) => string> = {
  name: ({ name }) => `NVIDIA ${name}`,
  gpu_name: ({ name }) => `NVIDIA ${name}`,
  index: ({ index }) => String(index),
  uuid: ({ uuid }) => uuid,
  count: (_gpu, count) => String(count),
  "memory.total": ({ memoryMib }) => `${memoryMib} MiB`,
  driver_version: () => DRIVER,
};

function queryGpus(gpus: readonly Gpu[], fields: readonly string[], args: readonly string[]) {
  const format = (args.find((arg) => arg.startsWith("--format=")) ?? "").slice("--format=".length);
  const stranger = fields.find((field) => !QUERY_FIELDS[field.trim()]);
  if (stranger) {
    const stdout = `Field "${stranger}" is not a valid field to query.\n`;
    return { stdout, stderr: "", code: 2 };
  }
  const isBare = format.split(",").includes("nounits");
  const row = (one: Gpu) =>
    fields
      .map((field) => QUERY_FIELDS[field.trim()]?.(one, gpus.length) ?? "")
      .map((value) => (isBare ? value.replace(/ MiB$/, "") : value))
      .join(", ");
  const header = format.split(",").includes("noheader") ? [] : [fields.join(", ")];
  return good([...header, ...gpus.map(row)]);
}

function nvidiaTable(gpus: readonly Gpu[]): string[] {
  const line = `+${"-".repeat(76)}+`;
  const row = (text: string) => `| ${text.padEnd(74)} |`;
  return [
    line,
    row(`NVIDIA-SMI ${DRIVER}   Driver Version: ${DRIVER}   CUDA Version: 12.8`),
    line,
    row("GPU  Name                    Memory-Usage          GPU-Util"),
    line,
    ...gpus.map(({ index, name, memoryMib }) =>
      row(
        `${String(index).padStart(3)}  ${`NVIDIA ${name}`.padEnd(22)}  0MiB / ${memoryMib}MiB     0%`,
      ),
    ),
    line,
    row("No running processes found"),
    line,
  ];
}

function rocmSmi(gpus: readonly Gpu[], args: readonly string[]): Output {
  const rule = "=".repeat(80);
  const wantsId = args.includes("--showid") || args.includes("-i");
  const facts = ({ index, name }: Gpu) =>
    wantsId || args.includes("--showproductname")
      ? [
          `GPU[${index}]\t\t: Device Name: \t\tAMD Instinct ${name}`,
          `GPU[${index}]\t\t: Device ID: \t\t0x74a1`,
        ]
      : [`${index}       ${name}  41.0°C  132.0W  auto  750.0W   0%     0%`];
  const title = "ROCm System Management Interface";
  return good(["", `${" ".repeat(24)}${title}`, rule, ...gpus.flatMap(facts), rule, ""]);
}

function good(lines: readonly string[]): Output {
  return { stdout: `${lines.join("\n")}\n`, stderr: "", code: 0 };
}
