/** The Worker as `wrangler dev` runs it, in this process's charge: workerd, local D1 with all migrations, no account. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { unstable_startWorker } from "wrangler";

export interface LocalWorker {
  /** Without a trailing slash. */
  readonly url: string;
  /** One tick of the cron. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface LocalWorkerOptions {
  readonly variables: Readonly<Record<string, string>>;
  /** 0 = any that is free. */
  readonly port?: number;
  readonly logLevel?: "none" | "log";
  /** Path of a bundle; the sources' entry otherwise. */
  readonly script?: string;
}

const CONFIG = fileURLToPath(new URL("../../worker/wrangler.jsonc", import.meta.url));
const WRANGLER = createRequire(import.meta.url).resolve("wrangler");

export async function startLocalWorker(options: LocalWorkerOptions): Promise<LocalWorker> {
  const { variables, port = 0, logLevel = "none", script } = options;
  // It would ask the network for where this computer stands.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
  process.env.WRANGLER_SEND_METRICS ??= "false";
  await requireFree(port);
  const folder = await mkdtemp(join(tmpdir(), "sgpu-worker-"));
  await migrate(folder);
  const worker = await unstable_startWorker({
    config: CONFIG,
    ...(script === undefined ? {} : { entrypoint: script, build: { bundle: false } }),
    bindings: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, { type: "plain_text", value }]),
    ),
    dev: {
      server: { port },
      inspector: false,
      persist: folder,
      logLevel,
      watch: false,
      remote: false,
    },
  });
  await worker.ready;
  const url = (await worker.url).origin;
  const sweep = async () => {
    const answer = await fetch(`${url}/cdn-cgi/handler/scheduled`);
    if (!answer.ok) throw new Error(`The sweep answered ${answer.status}: ${await answer.text()}`);
  };
  const close = async () => {
    await worker.dispose();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, sweep, close };
}

/** wrangler would wait for ever, and say nothing. */
function requireFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () =>
      reject(
        new Error(
          `Port ${port} is taken, perhaps by another one of these. End it, or choose a port: PORT=8788 npx --yes pnpm@12 --filter worker dev`,
        ),
      ),
    );
    probe.listen(port, "localhost", () => probe.close(() => resolve()));
  });
}

/** `wrangler d1 migrations apply` has no programmatic form. */
async function migrate(folder: string): Promise<void> {
  const wrangler = join(WRANGLER, "../../bin/wrangler.js");
  const args = ["d1", "migrations", "apply", "DB", "--local", "--config", CONFIG];
  await promisify(execFile)(process.execPath, [wrangler, ...args, "--persist-to", folder]);
}
