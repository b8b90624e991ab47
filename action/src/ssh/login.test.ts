import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
// biome-ignore lint/correctness/noUnresolvedImports: CommonJS, of whose names Node sees only some
import ssh2, { type Server } from "ssh2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshKey, readPrivateKey, type SshKey } from "./key.ts";
import { removeLeaseFiles, writeKey, writeMachine } from "./lease-files.ts";
import { runOverSsh, type SshCall } from "./login.ts";
import { type LeasePaths, leasePaths } from "./paths.ts";

let runnerTemp = "";
let paths: LeasePaths;
let key: SshKey;
const servers: Server[] = [];

beforeEach(async () => {
  runnerTemp = mkdtempSync(join(tmpdir(), "sesterce login-"));
  const found = leasePaths({ runnerTemp, stem: "sgpu-a", platform: process.platform });
  if (!found.ok) throw new Error(found.reason.code);
  paths = found.value;
  key = freshKey("a lease");
  await writeKey(paths, key.privateKey, {
    platform: process.platform,
    user: userInfo().username,
  });
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await removeLeaseFiles(paths);
  rmSync(runnerTemp, { recursive: true });
});

/** A machine that lets in who has the private half of `authorized`, and answers one command. */
async function machine(hostKey: string, authorized = key.publicKey, wantedPort = 0) {
  const asked: string[] = [];
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (context) => {
      asked.push(context.method);
      const offered = context.method === "publickey" ? context.key.data.toString("base64") : "none";
      if (authorized.split(" ")[1] === offered) context.accept();
      else context.reject(["publickey"]);
    });
    client.on("session", (accept) => {
      accept().on("exec", (acceptExec, _, { command }) => {
        const channel = acceptExec();
        channel.write(`ran ${command}\n`);
        channel.stderr.write("and complained\n");
        channel.exit(command === "false" ? 1 : 0);
        channel.end();
      });
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(wantedPort, "127.0.0.1", resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("not bound to a port");
  const { port } = bound;
  await writeMachineAt(port);
  return { server, port, asked };
}

const writeMachineAt = (port: number) =>
  writeMachine(paths, {
    alias: "gpu",
    address: { host: "127.0.0.1", port, user: "root" },
    hasKey: true,
    isPinnedByUs: true,
  });

const call = (change: Partial<SshCall> = {}): SshCall => ({
  paths,
  alias: "gpu",
  command: "nvidia-smi -L",
  firstContact: true,
  timeoutMs: 10_000,
  signal: new AbortController().signal,
  ...change,
});

const pins = () => readFileSync(paths.knownHosts, "utf8");
const hostKey = freshKey("host");
const otherHostKey = freshKey("other host");

describe("a login", () => {
  it("runs the command and brings both outputs and the exit code", async () => {
    await machine(hostKey.privateKey);
    const value = { code: 0, stdout: "ran nvidia-smi -L\n", stderr: "and complained\n" };
    expect(await runOverSsh(call())).toEqual({ ok: true, value });
    const failing = await runOverSsh(call({ command: "false" }));
    expect(failing).toMatchObject({ ok: true, value: { code: 1 } });
  });

  it("works with a key of the user's own, read from PEM", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const read = readPrivateKey(privateKey.export({ type: "sec1", format: "pem" }).toString());
    if (!read.ok) throw new Error(read.reason.hint);
    const privacy = { platform: process.platform, user: userInfo().username };
    await writeKey(paths, read.value.privateKey, privacy);
    await machine(hostKey.privateKey, read.value.publicKey);
    expect(await runOverSsh(call())).toMatchObject({ ok: true, value: { code: 0 } });
  });

  it("that is refused ends with ssh's 255 and its reason", async () => {
    await machine(hostKey.privateKey, freshKey("somebody else").publicKey);
    const value = { code: 255, stdout: "", stderr: expect.stringContaining("Permission denied") };
    expect(await runOverSsh(call())).toEqual({ ok: true, value });
  });
});

describe("the host key", () => {
  it("is pinned at first contact and believed from then on", async () => {
    await machine(hostKey.privateKey);
    await runOverSsh(call());
    expect(pins()).toContain(hostKey.publicKey.split(" ")[1]);
    const later = await runOverSsh(call({ firstContact: false }));
    expect(later).toMatchObject({ ok: true, value: { code: 0 } });
  });

  it("is refused by a strict contact when none is pinned", async () => {
    const { asked } = await machine(hostKey.privateKey);
    const strict = await runOverSsh(call({ firstContact: false }));
    expect(strict).toMatchObject({ ok: true, value: { code: 255 } });
    expect(asked).toEqual([]);
  });

  it("is told apart when it has changed, and our key is not offered to it", async () => {
    const { server, port } = await machine(hostKey.privateKey);
    await runOverSsh(call());
    const pinned = pins();
    await new Promise((resolve) => server.close(resolve));
    const { asked } = await machine(otherHostKey.privateKey, key.publicKey, port);
    writeFileSync(paths.knownHosts, pinned);
    const changed = await runOverSsh(call({ firstContact: false }));
    expect(changed).toEqual({ ok: false, reason: { code: "host-key-changed" } });
    expect(asked).not.toContain("publickey");
    expect(pins()).toBe(pinned);
    expect(existsSync(`${paths.knownHosts}.seen`)).toBe(false);
  });

  it("is not said to have changed when a later login is merely refused", async () => {
    const { server, port } = await machine(hostKey.privateKey);
    await runOverSsh(call());
    const pinned = pins();
    await new Promise((resolve) => server.close(resolve));
    await machine(hostKey.privateKey, freshKey("somebody else").publicKey, port);
    writeFileSync(paths.knownHosts, pinned);
    const refused = await runOverSsh(call({ firstContact: false }));
    expect(refused).toMatchObject({ ok: true, value: { code: 255 } });
  });

  it("may change between first contacts, as it does while a machine boots", async () => {
    const { server, port } = await machine(hostKey.privateKey);
    await runOverSsh(call());
    await new Promise((resolve) => server.close(resolve));
    await machine(otherHostKey.privateKey, key.publicKey, port);
    expect(await runOverSsh(call())).toMatchObject({ ok: true, value: { code: 0 } });
    expect(pins()).not.toContain(hostKey.publicKey.split(" ")[1]);
  });
});

describe("the ssh client", () => {
  /** A program in the client's place: a shell script. */
  function program(script: string): string {
    const path = join(runnerTemp, "ssh");
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  beforeEach(() => writeMachineAt(22));

  it("is said to be missing when it is", async () => {
    const sshProgram = join(runnerTemp, "no such program");
    const reason = { code: "no-client", program: sshProgram };
    expect(await runOverSsh(call({ sshProgram }))).toEqual({ ok: false, reason });
  });

  it("gets our config before anything else, and no shell in between", async () => {
    const sshProgram = program(`printf '%s\\n' "$@"`);
    const run = await runOverSsh(call({ sshProgram, command: "a; b $(c)" }));
    const options = ["StrictHostKeyChecking=accept-new", "BatchMode=yes", "ConnectTimeout=5"];
    const dashed = options.flatMap((option) => ["-o", option]);
    const argv = ["-F", paths.config, "-T", ...dashed, "--", "gpu", "a; b $(c)"];
    expect(run).toMatchObject({ ok: true, value: { stdout: `${argv.join("\n")}\n` } });
  });

  it("is killed when it takes too long", async () => {
    const sshProgram = program("exec sleep 60");
    const reason = { code: "timed-out", timeoutMs: 50 };
    expect(await runOverSsh(call({ sshProgram, timeoutMs: 50 }))).toEqual({ ok: false, reason });
  });

  it("is killed on abort, which rejects with its reason", async () => {
    const sshProgram = program("exec sleep 60");
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("cancelled")), 30);
    const run = runOverSsh(call({ sshProgram, signal: abort.signal }));
    await expect(run).rejects.toThrow("cancelled");
  });

  it("has nothing to read, and only 64 kB of its output are kept", async () => {
    const sshProgram = program("cat; head -c 100000 /dev/zero | tr '\\0' x");
    const run = await runOverSsh(call({ sshProgram }));
    expect(run.ok && run.value.stdout.length).toBe(65_536);
  });
});
