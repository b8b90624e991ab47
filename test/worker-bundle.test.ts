import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { parse } from "yaml";
import { importsOf } from "./helpers/imports.ts";

const WORKER = fileURLToPath(new URL("../worker", import.meta.url));
/** Of the whole Worker: commands, sweep, webhooks, digest and launches. */
const MOST_KB = 90;

const inWorker = createRequire(new URL("../worker/package.json", import.meta.url));
const programOf = (name: string, script: string) =>
  join(dirname(inWorker.resolve(`${name}/package.json`)), script);

/** Node, in the Worker's folder: stdout and stderr. */
async function run(...args: string[]): Promise<string> {
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: WORKER,
    env,
  });
  return stdout + stderr;
}

/** The bundle in workerd, as wrangler.jsonc has it, with all migrations and without a variable. */
async function startBundle(): Promise<Miniflare> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(WORKER, "wrangler.jsonc"));
  const modules = [{ type: "ESModule" as const, path: join(folder, "index.js") }];
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      ...workerOptions,
      modules,
      modulesRoot: folder,
      bindings: {},
      cf: false,
      handleStructuredLogs: () => {},
    }),
  );
  const database = await worker.getD1Database("DB");
  const migrations = join(WORKER, "migrations");
  for (const name of (await readdir(migrations)).toSorted()) {
    const queries = unstable_splitSqlQuery(await readFile(join(migrations, name), "utf8"));
    await database.batch(queries.map((query) => database.prepare(query)));
  }
  return worker;
}

let folder = "";
let bundle = "";
let said = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sgpu-bundle-"));
  const script = join(folder, "index.js");
  await run(programOf("rolldown", "bin/cli.mjs"), "-c", "--dir", folder);
  bundle = await readFile(script, "utf8");
  const deploy = ["deploy", script, "--config", "wrangler.jsonc", "--no-bundle", "--dry-run"];
  said = await run(programOf("wrangler", "bin/wrangler.js"), ...deploy);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what is deployed", () => {
  it("is made by these commands", async () => {
    const { scripts } = inWorker("./package.json");
    expect(scripts.deploy).toBe("rolldown -c && wrangler deploy dist/index.js --no-bundle");
  });

  it(`is at most ${MOST_KB} kB, gzipped`, () => {
    expect(gzipSync(bundle).length / 1_000).toBeLessThanOrEqual(MOST_KB);
  });

  it("imports nothing that the runtime does not have", () => {
    expect(importsOf(bundle).filter((name) => !name.startsWith("cloudflare:"))).toEqual([]);
    expect(bundle).not.toMatch(/["']node:/);
  });

  it("starts, and says what it lacks", async () => {
    const worker = await startBundle();
    try {
      const answer = await worker.dispatchFetch("https://worker.test/healthz");
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain("SESTERCE_API_KEY");
    } finally {
      await worker.dispose();
    }
  });

  it("needs no compatibility flag and raises no warning", async () => {
    const config = await readFile(join(WORKER, "wrangler.jsonc"), "utf8");
    expect(config).not.toMatch(/compatibility_flags|nodejs_compat|"limits":/);
    expect(said).not.toMatch(/warning/i);
  });
});

describe("slack-manifest.yaml", () => {
  const read = async () => parse(await readFile(join(WORKER, "slack-manifest.yaml"), "utf8"));

  it("leads Slack to the Worker's own addresses", async () => {
    const { features, settings } = await read();
    const [command] = features.slash_commands;
    expect(command.command).toBe("/gpu");
    expect(new URL(command.url.replace("<your-worker>", "x")).pathname).toBe("/slack/commands");
    const { request_url } = settings.interactivity;
    expect(new URL(request_url.replace("<your-worker>", "x")).pathname).toBe("/slack/interactions");
  });

  it("asks for no more than commands and reports", async () => {
    const { oauth_config } = await read();
    expect(oauth_config.scopes).toEqual({ bot: ["commands", "chat:write"] });
  });
});
