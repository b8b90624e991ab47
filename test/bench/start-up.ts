/**
 * How long the bundled action takes from the start of its process to its first request, against the
 * least that Node itself takes for one. Both in turns, in a run of real processes, so that whatever
 * else the machine does meets both alike.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Job } from "../runner/job.ts";

export interface StartUp {
  /** Ms of each run. */
  readonly action: readonly number[];
  readonly bareFetch: readonly number[];
}

type Start = () => Promise<ChildProcess>;

const WARM_UPS = 5;
const GIVE_UP_MS = 10_000;

export async function measureStartUp(runs: number): Promise<StartUp> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const job = await startJob(`http://127.0.0.1:${port}`);
  const action: number[] = [];
  const bare: number[] = [];
  const turns: [Start, number[]][] = [
    [async () => bareFetch(`http://127.0.0.1:${port}/`), bare],
    [async () => (await job.startMain()).process, action],
  ];
  try {
    for (let run = -WARM_UPS; run < runs; run++) {
      // Each goes first in every other run.
      for (const [start, times] of turns.reverse()) {
        const tookMs = await untilFirstRequest(server, start);
        if (run >= 0) times.push(tookMs);
      }
    }
  } finally {
    server.close();
    server.closeAllConnections();
    await job.end();
  }
  return { action, bareFetch: bare };
}

async function startJob(apiUrl: string): Promise<Job> {
  const inputs = { "api-key": "a-key-for-the-bench", "api-url": apiUrl };
  // A home of its own: nobody's ~/.ssh is to be read or written.
  return Job.start({ inputs, env: { SGPU_HOME: "/nonexistent" } });
}

/** The same binary, and pipes and surroundings like the action's. */
function bareFetch(url: string): ChildProcess {
  const { PATH, HOME, LANG } = process.env;
  return spawn(process.execPath, ["-e", `fetch('${url}')`], {
    env: { PATH, HOME, LANG },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Counted from the moment that the operating system has started the program. */
async function untilFirstRequest(server: Server, start: Start): Promise<number> {
  const arrival = once(server, "request", { signal: AbortSignal.timeout(GIVE_UP_MS) });
  const child = await start();
  const startedAt = performance.now();
  const exit = once(child, "close");
  const endedMute = exit.then(([code]) => {
    throw new Error(`A process that was to send a request ended without one (exit code ${code}).`);
  });
  try {
    await Promise.race([arrival, endedMute]);
    return performance.now() - startedAt;
  } finally {
    child.kill("SIGKILL");
    await exit;
  }
}
