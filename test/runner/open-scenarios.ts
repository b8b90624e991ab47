/** Scenarios of a test file, however they are run: each is checked and closed when its test is through. */
import { afterEach } from "vitest";

interface Checked {
  check(): void;
  close(): Promise<void>;
}

/** Those of one test. */
export class OpenScenarios<S extends Checked, O> {
  readonly #start: (setting: O) => Promise<S>;
  readonly #opened: S[] = [];

  constructor(start: (setting: O) => Promise<S>) {
    this.#start = start;
  }

  async open(setting: O): Promise<S> {
    const scenario = await this.#start(setting);
    this.#opened.push(scenario);
    return scenario;
  }

  async end(): Promise<void> {
    const ended = this.#opened.splice(0);
    try {
      for (const scenario of ended) scenario.check();
    } finally {
      await Promise.all(ended.map((scenario) => scenario.close()));
    }
  }
}

/** For the top of a test file: gives scenarios, and after each test checks and closes them. */
export function openingWith<S extends Checked, O>(
  start: (setting: O) => Promise<S>,
): (setting: O) => Promise<S> {
  const scenarios = new OpenScenarios(start);
  afterEach(() => scenarios.end());
  return (setting) => scenarios.open(setting);
}

/** For tests that run beside each other: each checks and closes its own. */
export async function playing<S extends Checked>(
  opening: Promise<S>,
  play: (scenario: S) => Promise<void>,
): Promise<void> {
  const scenario = await opening;
  try {
    await play(scenario);
    scenario.check();
  } finally {
    await scenario.close();
  }
}
