/**
 * What the Worker costs in Cloudflare's own runtime: CPU of `/gpu list` by the number of machines, and how
 * soon a command is acknowledged while Sesterce hangs. The local database runs in the same process as the
 * Worker, so its CPU is in here; on Cloudflare it would not be.
 */
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { seedFleet } from "../helpers/seed-fleet.ts";
import { serveSimulator } from "../simulator/serve.ts";
import { type LocalWorker, startLocalWorker } from "../worker-dev/local-worker.ts";
import { signedCommand } from "../worker-dev/signed-command.ts";
import { localVariables, TEAM_ID } from "../worker-dev/variables.ts";

const WARM_UP = 15;
const LISTS = 60;
const ACKNOWLEDGEMENTS = 200;
const USER_ID = "U0BENCH";

/** CPU ms of one `/gpu list`; null where the system does not tell a process's CPU in files. */
export async function measureList(machines: number): Promise<number | null> {
  return withBench({ machines }, async ({ list, cpuMs }) => {
    for (let run = 0; run < WARM_UP; run++) await list();
    const before = await cpuMs();
    for (let run = 0; run < LISTS; run++) await list();
    const after = await cpuMs();
    return before === null || after === null ? null : (after - before) / LISTS;
  });
}

/** Ms until the 200 of each command, with a Sesterce that never answers. */
export async function measureAcknowledgement(): Promise<number[]> {
  return withBench({ machines: 0, hangs: true }, async ({ acknowledge }) => {
    for (let run = 0; run < WARM_UP; run++) await acknowledge();
    const times: number[] = [];
    for (let run = 0; run < ACKNOWLEDGEMENTS; run++) times.push(await acknowledge());
    return times;
  });
}

interface Bench {
  /** One command until its answer has arrived at the response_url. */
  list(): Promise<void>;
  /** One command until its acknowledgement, in ms. */
  acknowledge(): Promise<number>;
  cpuMs(): Promise<number | null>;
}

async function withBench<T>(
  { machines, hangs = false }: { machines: number; hangs?: boolean },
  measure: (bench: Bench) => Promise<T>,
): Promise<T> {
  let backMs = 0;
  const clock = {
    now: () => Date.now() - backMs,
    setBack: (ms: number) => {
      backMs = ms;
    },
    sleep: () => (hangs ? new Promise<void>(() => {}) : Promise.resolve()),
  };
  const latencyMs = hangs ? 1 : 0;
  const cloud = await serveSimulator({ clock, bootMs: 0, latencyMs });
  const seeds = Array.from({ length: machines }, (_, index) => ({
    who: { kind: "person", teamHash: "0000", userId: `U0${index}` } as const,
    ageMs: index * 1_000,
  }));
  await seedFleet(cloud.simulator, clock, seeds);
  const box = await ReplyBox.open();
  const variables = localVariables({
    sesterce: cloud.url,
    slack: box.url,
    github: box.url,
    apiKey: cloud.simulator.options.apiKey,
  });
  const worker = await startLocalWorker({ variables });
  try {
    return await measure(benchOf(worker, box, variables.SLACK_SIGNING_SECRET));
  } finally {
    await worker.close();
    await box.close();
    await cloud.close();
  }
}

function benchOf(worker: LocalWorker, box: ReplyBox, secret: string): Bench {
  const send = async () => {
    const command = {
      text: "list",
      userId: USER_ID,
      teamId: TEAM_ID,
      responseUrl: `${box.url}/reply`,
    };
    const answer = await fetch(`${worker.url}/slack/commands`, {
      method: "POST",
      ...signedCommand(command, secret, Date.now()),
    });
    if (answer.status !== 200) throw new Error(`The Worker answered ${answer.status}.`);
    await answer.text();
  };
  return {
    list: async () => {
      const reply = box.next();
      await send();
      await reply;
    },
    acknowledge: async () => {
      const startedAt = performance.now();
      await send();
      return performance.now() - startedAt;
    },
    cpuMs: cpuOfWorkerd,
  };
}

/** Takes what is posted to a response_url. */
class ReplyBox {
  readonly url: string;
  readonly #server: Server;
  readonly #waiting: (() => void)[];

  private constructor(server: Server, url: string, waiting: (() => void)[]) {
    this.#server = server;
    this.url = url;
    this.#waiting = waiting;
  }

  static open(): Promise<ReplyBox> {
    const waiting: (() => void)[] = [];
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        response.end("ok");
        waiting.shift()?.();
      });
    });
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" && address ? address.port : 0;
        resolve(new ReplyBox(server, `http://127.0.0.1:${port}`, waiting));
      });
    });
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** Linux counts CPU in ticks of 10 ms. */
const TICK_MS = 10;

/**
 * User and system time of the runtime that we have started; null: not Linux. There are two, a proxy before
 * the Worker and the Worker's own, which started later.
 */
async function cpuOfWorkerd(): Promise<number | null> {
  const entries = await readdir("/proc").catch(() => []);
  const times: number[] = [];
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry)).sort(byNumber)) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(stat) ?? [];
    const fields = rest.split(" ");
    if (name !== "workerd" || Number(fields[1]) !== process.pid || fields[0] === "Z") continue;
    times.push((Number(fields[11]) + Number(fields[12])) * TICK_MS);
  }
  return times.at(-1) ?? null;
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b);
