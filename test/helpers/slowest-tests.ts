/** Vitest reporter: after vitest's own summary, the ten tests that took longest, so that a slow one is noticed. */
import type { Reporter, TestModule } from "vitest/node";

export interface TimedTest {
  /** Project, file and name. */
  readonly name: string;
  readonly durationMs: number;
}

const SHOWN = 10;

/** The longest first; those of equal length by name. Empty when nothing ran. */
export function slowestTests(tests: readonly TimedTest[]): string {
  if (tests.length === 0) return "";
  const slowest = tests
    .toSorted((a, b) => b.durationMs - a.durationMs || a.name.localeCompare(b.name))
    .slice(0, SHOWN);
  const lines = slowest.map(
    ({ name, durationMs }) => `${(durationMs / 1_000).toFixed(2).padStart(8)} s  ${oneLine(name)}`,
  );
  return [`The slowest ${slowest.length} of ${tests.length} tests:`, ...lines, ""].join("\n");
}

const MOST_CHARACTERS = 160;

/** Names of generated cases hold anything: breaks and control characters, too. */
function oneLine(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}

export class SlowestTests implements Reporter {
  readonly #print: (text: string) => void;

  constructor(print = (text: string): void => void process.stdout.write(text)) {
    this.#print = print;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const text = slowestTests(modules.flatMap(timedTests));
    if (text !== "") this.#print(`\n${text}`);
  }
}

function timedTests(module: TestModule): TimedTest[] {
  return Array.from(module.children.allTests()).flatMap((test) => {
    const durationMs = test.diagnostic()?.duration;
    const name = `${test.project.name} ${module.relativeModuleId}: ${test.fullName}`;
    return durationMs === undefined ? [] : [{ name, durationMs }];
  });
}
