import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { importsOf } from "./helpers/imports.ts";

const WORKER = fileURLToPath(new URL("../worker", import.meta.url));
/** Of the whole Worker: commands, sweep, webhooks, digest and launches. */
const MOST_KB = 95;

let folder = "";
let bundle = "";
let said = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sgpu-bundle-"));
  const wrangler = join(
    createRequire(import.meta.url).resolve("wrangler"),
    "../../bin/wrangler.js",
  );
  const args = [wrangler, "deploy", "--dry-run", "--outdir", folder];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: WORKER,
    env,
  });
  said = stdout + stderr;
  bundle = await readFile(join(folder, "index.js"), "utf8");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what wrangler would deploy", () => {
  it(`is at most ${MOST_KB} kB, gzipped`, () => {
    expect(gzipSync(bundle).length / 1_000).toBeLessThanOrEqual(MOST_KB);
  });

  it("imports nothing that the runtime does not have", () => {
    expect(importsOf(bundle).filter((name) => !name.startsWith("cloudflare:"))).toEqual([]);
    expect(bundle).not.toMatch(/["']node:/);
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
