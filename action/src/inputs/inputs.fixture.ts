/** Inputs as the runner hands them over when the user gave nothing but a key: tests change some of them. */
import { DEFAULTS } from "./defaults.ts";
import { type Inputs, type ReadInput, readInputs } from "./inputs.ts";

export const API_KEY = "the-very-secret-api-key";

const GIVEN: Readonly<Record<string, string>> = {
  ...DEFAULTS,
  "api-key": API_KEY,
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
