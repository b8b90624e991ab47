/** Inputs as the runner hands them over when the user gave nothing but a key: tests change some of them. */
import { type Inputs, type ReadInput, readInputs } from "./inputs.ts";

export const API_KEY = "the-very-secret-api-key";

const GIVEN: Readonly<Record<string, string>> = {
  "api-key": API_KEY,
  "api-url": "https://api.cloud.sesterce.com",
  gpu: "any",
  "deployment-type": "vm",
  lifetime: "2h",
  "capacity-wait": "0",
  "ready-timeout": "20m",
  "max-attempts": "3",
  "wait-for": "ssh",
  scope: "job",
  "ssh-alias": "gpu",
  "dry-run": "false",
  "job-check-run-id": "52000000001",
};

export const readerOf =
  (change: Readonly<Record<string, string>> = {}): ReadInput =>
  (name) =>
    ({ ...GIVEN, ...change })[name] ?? "";

/** Throws the faults. */
export function inputsOf(change: Readonly<Record<string, string>> = {}): Inputs {
  const read = readInputs(readerOf(change));
  if (!read.ok) throw new Error(read.reason.join("\n"));
  return read.value;
}

/** Empty when there are none. */
export function faultsOf(change: Readonly<Record<string, string>>): readonly string[] {
  const read = readInputs(readerOf(change));
  return read.ok ? [] : read.reason;
}
