/** A runner that writes down what it is told, on a clock that the test moves. */
import type { Host, RunnerFacts } from "./host.ts";

const NOW = Date.UTC(2026, 10, 23, 15, 52);

export interface HostSetting {
  readonly runner?: Partial<RunnerFacts>;
  readonly input?: (name: string) => string;
}

export function fakeHost({ runner, input = () => "" }: HostSetting = {}) {
  const lines: string[] = [];
  const state: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  let now = NOW;
  const host: Host = {
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    runner: {
      repositoryId: 700_001,
      runId: 9_000_000_001,
      attempt: 1,
      temp: "/nowhere/temp",
      home: "/nowhere/home",
      userName: "runner",
      platform: "linux",
      ...runner,
    },
    input,
    mask: () => void lines.push("mask"),
    info: (line) => void lines.push(line),
    notice: (line) => void lines.push(`notice: ${line}`),
    warning: (line) => void lines.push(`warning: ${line}`),
    startGroup: (title) => void lines.push(`> ${title}`),
    endGroup: () => void lines.push("<"),
    setOutput: (name, value) => {
      outputs[name] = value;
    },
    saveState: (name, value) => {
      state[name] = value;
    },
    state: (name) => state[name] ?? "",
    summarize: async (markdown) => void lines.push(`summary: ${markdown}`),
    fail: (message) => void lines.push(`failed: ${message}`),
    cancelSignal: () => new AbortController().signal,
  };
  return { host, lines, state, outputs, advance: (ms: number) => host.clock.sleep(ms) };
}
