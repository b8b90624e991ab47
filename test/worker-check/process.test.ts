import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../worker/check/command.ts";
import { serveGitHubEnd } from "../simulator/github/serve.ts";
import { serveSimulator } from "../simulator/serve.ts";
import { serveSlackEnd } from "../simulator/slack/serve.ts";

const WORKER = fileURLToPath(new URL("../../worker", import.meta.url));
const ID = "6b0c1a52-0000-4000-8000-000000000001";

let folder = "";
let apiKey = "";
let close = async () => {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sgpu-check-"));
  const [cloud, slack, github] = await Promise.all([
    serveSimulator(),
    serveSlackEnd(),
    serveGitHubEnd(),
  ]);
  close = async () => void (await Promise.all([cloud.close(), slack.close(), github.close()]));
  github.github.world.addRepository({ owner: "acme", name: "models" });
  const config = await readFile(join(WORKER, "wrangler.jsonc"), "utf8");
  await writeFile(join(folder, "wrangler.jsonc"), config.replace(/00000000-[0-]+/, ID));
  apiKey = cloud.simulator.options.apiKey;
  const variables = {
    SESTERCE_API_URL: cloud.url,
    SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
    SLACK_BOT_TOKEN: "simulated-bot-token",
    SLACK_API_URL: `${slack.url}/api`,
    SLACK_TEAM_ID: "T0TEAM",
    SLACK_CHANNEL_ID: "C0REPORTS",
    SLACK_OPERATORS: "U0ONE",
    GITHUB_WEBHOOK_SECRET: "fedcba9876543210fedcba9876543210",
    GITHUB_TOKEN: "simulated-github-token",
    GITHUB_API_URL: github.url,
    REAPER_REPOSITORIES: "acme/models",
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(join(folder, "good.vars"), lines.join(""));
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** In this process, which loads wrangler once. */
async function run(args: readonly string[], environment: Environment = {}): Promise<Ended> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const print = (text: string) => void stdout.push(`${text}\n`);
  const complain = (text: string) => void stderr.push(`${text}\n`);
  const exitCode = await runCommand({ args, environment, print, complain });
  return { exitCode, stdout: stdout.join(""), stderr: stderr.join("") };
}

/** The environment is empty but for what is given: no variable of whoever runs the tests gets in. */
function start(args: readonly string[], env: Environment = {}) {
  const given = { PATH: process.env.PATH, HOME: folder, ...env };
  return new Promise<Ended>((resolve) => {
    const argv = ["check/main.ts", ...args];
    const child = execFile(
      process.execPath,
      argv,
      { cwd: WORKER, env: given },
      (_, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const files = () => [
  "--vars",
  join(folder, "good.vars"),
  "--config",
  join(folder, "wrangler.jsonc"),
];

describe("pnpm --filter worker check", () => {
  it("ends with 0 when nothing is wrong, and its JSON is all that it prints", async () => {
    const { exitCode, stdout, stderr } = await start([...files(), "--json"], {
      SESTERCE_API_KEY: apiKey,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { ok, checks } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(checks).toContainEqual({
      name: "SLACK_BOT_TOKEN",
      status: "ok",
      seen: "Accepted: the bot gpu.",
    });
  });

  it("ends with 1 when something is, and runs all the others", async () => {
    const { exitCode, stdout } = await run(files(), { SESTERCE_API_KEY: "another-key" });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^wrong +SESTERCE_API_KEY: .*does not accept this API key/m);
    expect(stdout).toMatch(/^ok +repository acme\/models: /m);
    expect(stdout).not.toContain("another-key");
  });

  it("ends with 1 on a fresh clone, and says what has to be set", async () => {
    const { exitCode, stdout } = await start([]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^wrong +SESTERCE_API_KEY: It is missing/m);
    expect(stdout).toMatch(
      /^wrong +DB: Its database_id in wrangler.jsonc is still the placeholder/m,
    );
  });

  it.each([
    [["--nonsense"], "Unknown option '--nonsense'", start],
    [["--url", "my-worker"], "--url takes an address", run],
    [["--vars", "none.vars"], "none.vars can't be read: there is no such file", run],
    [["--config", "none.jsonc"], "none.jsonc can't be read", run],
  ])("ends with 2 after %j", async (args, why, end) => {
    const { exitCode, stdout, stderr } = await end(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(why);
    expect(stderr).toContain("pnpm@12 --filter worker check [options]");
  });

  it("tells how it is used", async () => {
    const { exitCode, stdout } = await start(["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatchSnapshot();
  });
});
