/**
 * One boot in virtual time: the simulated API with a machine to rent, and SSH to it as a runner far
 * away finds it. What it costs to ask (latency, greeting, login) is the same for every way of waiting.
 */
import { SesterceClient } from "@sesterce-gpu/shared";
import type { ReachDeps } from "../../action/src/ssh/reach.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createSimulator } from "../simulator/index.ts";
import type { Boot } from "./boots.ts";

export const API_LATENCY_MS = 80;
export const SSH_GREETING_MS = 80;
export const SSH_LOGIN_MS = 300;

export type SimulatedBoot = ReturnType<typeof simulateBoot>;

export function simulateBoot(boot: Boot) {
  const clock = new VirtualClock();
  const { bootMs, sshMs } = boot;
  const simulator = createSimulator({ clock, bootMs, sshMs, latencyMs: API_LATENCY_MS });
  const { baseUrl: apiUrl, apiKey } = simulator.options;
  const deps = { clock, fetch: simulator.fetch, random: () => 0.5 };
  const client = new SesterceClient({ apiUrl, apiKey, userAgent: "sesterce-gpu-bench" }, deps);
  const sshTo = (id: string) => simulatedSsh(id, boot, { clock, ssh: simulator.ssh });
  return { clock, simulator, client, sshTo };
}

type Ssh = ReturnType<typeof createSimulator>["ssh"];

/** Stands in for sockets and the ssh client; whether it answers is settled half-way there. */
function simulatedSsh(
  id: string,
  { isSilentBeforeSsh }: Boot,
  { clock, ssh }: { clock: VirtualClock; ssh: Ssh },
): Pick<ReachDeps, "banner" | "run"> {
  return {
    banner: async (_address, { timeoutMs, signal }) => {
      await clock.sleep(SSH_GREETING_MS / 2, signal);
      const answers = ssh.answers(id);
      const restMs = answers || !isSilentBeforeSsh ? SSH_GREETING_MS / 2 : timeoutMs;
      await clock.sleep(restMs, signal);
      return answers;
    },
    // A login that fails costs as much as one that works: in favour of those who try it blindly.
    run: async ({ signal }) => {
      const answers = ssh.answers(id);
      await clock.sleep(SSH_LOGIN_MS, signal);
      const value = answers
        ? { code: 0, stdout: gpuList(ssh.gpuCount(id)), stderr: "" }
        : { code: 255, stdout: "", stderr: "Connection refused" };
      return { ok: true, value };
    },
  };
}

const gpuList = (count: number): string =>
  Array.from({ length: count }, (_, index) => `GPU ${index}: NVIDIA H100\n`).join("");
