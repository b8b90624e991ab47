/** A runner that writes down what it is told, on a clock that the test moves. */
import type { Host } from "./host.ts";

const NOW = Date.UTC(2026, 10, 23, 15, 52);

export function fakeHost() {
  const lines: string[] = [];
  const state: Record<string, string> = {};
  let now = NOW;
  const host: Pick<
    Host,
    "clock" | "info" | "warning" | "startGroup" | "endGroup" | "saveState" | "state"
  > = {
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    },
    info: (line) => void lines.push(line),
    warning: (line) => void lines.push(`warning: ${line}`),
    startGroup: (title) => void lines.push(`> ${title}`),
    endGroup: () => void lines.push("<"),
    saveState: (name, value) => {
      state[name] = value;
    },
    state: (name) => state[name] ?? "",
  };
  return { host, lines, state, advance: (ms: number) => host.clock.sleep(ms) };
}
