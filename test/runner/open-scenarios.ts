/** Scenarios of a test file, however they are run: each is checked and closed when its test is through. */
import { afterEach } from "vitest";

interface Checked {
  check(): void;
  close(): Promise<void>;
}

/** For the top of a test file: gives scenarios, and after each test checks and closes them. */
export function openingWith<S extends Checked, O>(
  open: (setting: O) => Promise<S>,
): (setting: O) => Promise<S> {
  const opened: S[] = [];
  afterEach(async () => {
    const ended = opened.splice(0);
    try {
      for (const scenario of ended) scenario.check();
    } finally {
      await Promise.all(ended.map((scenario) => scenario.close()));
    }
  });
  return async (setting) => {
    const scenario = await open(setting);
    opened.push(scenario);
    return scenario;
  };
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
