import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { renderConfig } from "./config.ts";
import { type LeasePathsInput, leasePaths } from "./paths.ts";

const stem = "sgpu-gh-1-2-1-3-abc123";
const lease: LeasePathsInput = { runnerTemp: "/home/runner/_temp", stem, platform: "linux" };

function pathsOf(change: Partial<LeasePathsInput>) {
  const paths = leasePaths({ ...lease, ...change });
  if (!paths.ok) throw new Error(`refused: ${paths.reason.shown}`);
  return paths.value;
}

describe("the files of a lease", () => {
  it("are in a directory of their own under RUNNER_TEMP", () => {
    expect(pathsOf({})).toMatchObject({
      directory: `/home/runner/_temp/sesterce-gpu/${stem}`,
      key: `/home/runner/_temp/sesterce-gpu/${stem}/id`,
      knownHosts: `/home/runner/_temp/sesterce-gpu/${stem}/known_hosts`,
      config: `/home/runner/_temp/sesterce-gpu/${stem}/config`,
    });
  });

  it("have the platform's separators on disk and slashes in the config", () => {
    const paths = pathsOf({ platform: "win32", runnerTemp: "D:\\a\\_temp" });
    expect(paths.key).toBe(`D:\\a\\_temp\\sesterce-gpu\\${stem}\\id`);
    expect(paths.quoted.key).toBe(`"D:/a/_temp/sesterce-gpu/${stem}/id"`);
  });

  it.each(["linux", "darwin"] as const)("stand in quotes in the config on %s", (platform) => {
    const { quoted } = pathsOf({ platform, runnerTemp: "/my temp" });
    expect(quoted).toEqual({
      key: `"/my temp/sesterce-gpu/${stem}/id"`,
      knownHosts: `"/my temp/sesterce-gpu/${stem}/known_hosts"`,
      config: `"/my temp/sesterce-gpu/${stem}/config"`,
    });
  });

  it.each([
    ["a quote", "linux", '/tmp/a"b'],
    ["a newline", "linux", "/tmp/a\nb"],
    ["a newline", "win32", "C:\\a\nb"],
    ["a NUL", "darwin", "/tmp/a\0b"],
    ["a backslash", "linux", "/tmp/a\\b"],
    ["a variable that ssh expands", "linux", "/tmp/\x24{HOME}"],
    ["a token that ssh expands", "linux", "/tmp/%h"],
    ["a percent sign", "win32", "C:\\50%"],
    ["a glob", "linux", "/tmp/[a]"],
    ["a glob", "darwin", "/tmp/*"],
    ["a glob", "linux", "/tmp/a?b"],
    ["no root", "linux", "tmp"],
    ["no root", "win32", "tmp"],
    ["nothing", "linux", ""],
  ] as const)("cannot be in a path with %s on %s", (_, platform, runnerTemp) => {
    const reason = { code: "inexpressible-path", shown: JSON.stringify(runnerTemp) };
    expect(leasePaths({ ...lease, platform, runnerTemp })).toEqual({ ok: false, reason });
  });

  it.each(["", "..", ".", "a/b", "a\\b", "sgpu\n", "-a", "A"])("refuse the stem %j", (unfit) => {
    const reason = { code: "unfit-stem", shown: JSON.stringify(unfit) };
    expect(leasePaths({ ...lease, stem: unfit })).toEqual({ ok: false, reason });
  });
});

describe("ssh itself", () => {
  const root = mkdtempSync(join(tmpdir(), "sesterce-paths-"));
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(["plain", "with blank", "it's", "#hash", "$HOME ~", "ümläut", "a=b", "a]b{c}"])(
    "finds config, key and known hosts under %j",
    (name) => {
      const paths = pathsOf({ runnerTemp: join(root, name) });
      const address = { host: "203.0.113.7", port: 2222, user: "ubuntu" };
      mkdirSync(paths.directory, { recursive: true });
      const config = renderConfig({
        alias: "gpu",
        address,
        quoted: paths.quoted,
        hasKey: true,
        isPinnedByUs: true,
      });
      writeFileSync(paths.config, config, { mode: 0o600 });
      const main = join(root, "main");
      writeFileSync(main, `Include ${paths.quoted.config}\n`, { mode: 0o600 });
      const seen = execFileSync("ssh", ["-T", "-G", "-F", main, "gpu"], {
        encoding: "utf8",
      }).replaceAll("%%", "%");
      expect(seen).toContain("\nhostname 203.0.113.7\n");
      expect(seen).toContain(`\nidentityfile ${paths.key}\n`);
      expect(seen).toContain(`\nuserknownhostsfile ${paths.knownHosts}\n`);
    },
  );
});
