import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeLeaseFiles, writeKey, writeMachine } from "./lease-files.ts";
import { type LeasePaths, leasePaths } from "./paths.ts";
import { icaclsArgv } from "./privacy.ts";

let runnerTemp = "";
let paths: LeasePaths;
beforeEach(() => {
  runnerTemp = mkdtempSync(join(tmpdir(), "sesterce-files-"));
  const found = leasePaths({ runnerTemp, stem: "sgpu-a", platform: "linux" });
  if (!found.ok) throw new Error(found.reason.code);
  paths = found.value;
});
afterEach(() => rmSync(runnerTemp, { recursive: true }));

const posix = { platform: "linux", user: "runner" } as const;
const machine = {
  alias: "gpu",
  address: { host: "203.0.113.7", port: 22, user: "ubuntu" },
  hasKey: true,
  isPinnedByUs: true,
};
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("the files of a lease on disk", () => {
  it("are for the user alone", async () => {
    await writeKey(paths, "a key\n", posix);
    await writeMachine(paths, machine);
    expect(modeOf(paths.directory)).toBe(0o700);
    for (const path of [paths.key, paths.config, paths.knownHosts]) {
      expect(modeOf(path)).toBe(0o600);
    }
  });

  it("are written anew over what is there, without its mode", async () => {
    await writeKey(paths, "an old and longer key\n", posix);
    rmSync(paths.key);
    writeFileSync(paths.key, "somebody's", { mode: 0o644 });
    await writeKey(paths, "a key\n", posix);
    expect(readFileSync(paths.key, "utf8")).toBe("a key\n");
    expect(modeOf(paths.key)).toBe(0o600);
  });

  it("have no key when the agent has it", async () => {
    await writeKey(paths, undefined, posix);
    expect(existsSync(paths.directory)).toBe(true);
    expect(existsSync(paths.key)).toBe(false);
  });

  it("know nothing of the host key of an earlier machine", async () => {
    await writeKey(paths, "a key\n", posix);
    writeFileSync(paths.knownHosts, "198.51.100.1 ssh-ed25519 AAAA\n");
    await writeMachine(paths, machine);
    expect(readFileSync(paths.knownHosts, "utf8")).toBe("");
    expect(readFileSync(paths.config, "utf8")).toContain("HostName 203.0.113.7\n");
  });

  it("go all together, and going twice is no fault", async () => {
    await writeKey(paths, "a key\n", posix);
    await removeLeaseFiles(paths);
    await removeLeaseFiles(paths);
    expect(existsSync(paths.directory)).toBe(false);
  });

  it("are made private by icacls on Windows, while the key is still empty", async () => {
    const calls: unknown[] = [];
    const exec = async (program: string, argv: readonly string[]) => {
      const isKey = argv[0] === paths.key;
      calls.push([program, ...argv, isKey ? readFileSync(paths.key, "utf8") : "a directory"]);
    };
    await writeKey(paths, "a key\n", { platform: "win32", user: "runneradmin", exec });
    const argv = ["/inheritance:r", "/grant:r"];
    expect(calls).toEqual([
      ["icacls", paths.directory, ...argv, "runneradmin:(OI)(CI)F", "a directory"],
      ["icacls", paths.key, ...argv, "runneradmin:F", ""],
    ]);
    expect(readFileSync(paths.key, "utf8")).toBe("a key\n");
  });

  it("are not written when icacls fails", async () => {
    const exec = () => Promise.reject(new Error("icacls: access denied"));
    const writing = writeKey(paths, "a key\n", { platform: "win32", user: "x", exec });
    await expect(writing).rejects.toThrow("access denied");
    expect(existsSync(paths.key)).toBe(false);
  });

  it("name the user to icacls as one argument", () => {
    expect(icaclsArgv("D:\\a b\\id", "file", "DOMAIN\\some user").at(-1)).toBe(
      "DOMAIN\\some user:F",
    );
  });
});
