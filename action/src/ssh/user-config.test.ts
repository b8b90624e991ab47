import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addInclude, aliasTaken, removeInclude } from "./user-config.ts";
import { hostNames, withBlock, withoutBlock } from "./user-config-text.ts";

const deps = { clock: systemClock };
let home = "";
let config = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "sesterce-home-"));
  config = join(home, ".ssh", "config");
});
afterEach(() => rmSync(home, { recursive: true }));

function givenConfig(content: string | Buffer, mode = 0o600) {
  mkdirSync(join(home, ".ssh"), { mode: 0o700 });
  writeFileSync(config, content);
  chmodSync(config, mode);
}

/** A lease with its config in place, as `addInclude` wants it. */
function lease(stem: string, alias = "gpu") {
  const path = join(home, `config of ${stem}`);
  writeFileSync(path, `Host ${alias}\n  HostName 203.0.113.7\n`, { mode: 0o600 });
  return { home, stem, quotedConfig: `"${path}"`, path };
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("addInclude", () => {
  it("makes ssh know the alias whatever the user's config holds", async () => {
    givenConfig("Host other\n  User somebody\nHost *\n  Port 2200\n");
    await addInclude(lease("sgpu-a"), deps);
    const seen = execFileSync("ssh", ["-T", "-G", "-F", config, "gpu"], { encoding: "utf8" });
    expect(seen).toContain("hostname 203.0.113.7\n");
    expect(seen).toContain("port 2200\n");
  });

  it("marks its lines with the stem and leaves the others below", async () => {
    givenConfig("Host other\n");
    await addInclude({ home, stem: "sgpu-a", quotedConfig: '"/t mp/config"' }, deps);
    expect(readFileSync(config, "utf8")).toBe(
      '# >>> sesterce-gpu sgpu-a >>>\nInclude "/t mp/config"\n# <<< sesterce-gpu sgpu-a <<<\nHost other\n',
    );
  });

  it("makes directory and file where there are none, for the user alone", async () => {
    await addInclude(lease("sgpu-a"), deps);
    expect(modeOf(join(home, ".ssh"))).toBe(0o700);
    expect(modeOf(config)).toBe(0o600);
  });

  it("keeps the mode of the file", async () => {
    givenConfig("", 0o644);
    await addInclude(lease("sgpu-a"), deps);
    expect(modeOf(config)).toBe(0o644);
  });

  it("writes through a symlink, also one to a file that is not there yet", async () => {
    for (const target of ["dotfiles", "not there"]) {
      mkdirSync(join(home, ".ssh"), { recursive: true });
      if (target === "dotfiles") writeFileSync(join(home, target), "Host other\n");
      symlinkSync(join("..", target), config);
      await addInclude(lease("sgpu-a"), deps);
      expect(lstatSync(config).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(home, target), "utf8")).toContain("Include");
      rmSync(config);
    }
  });

  it("holds one block a lease however often it is called", async () => {
    await addInclude(lease("sgpu-a"), deps);
    const once = readFileSync(config, "utf8");
    await addInclude(lease("sgpu-a"), deps);
    expect(readFileSync(config, "utf8")).toBe(once);
  });

  it("drops the block of a lease whose config is gone", async () => {
    const stale = lease("sgpu-stale");
    await addInclude(stale, deps);
    rmSync(stale.path);
    await addInclude(lease("sgpu-a"), deps);
    expect(readFileSync(config, "utf8")).not.toContain("stale");
    await removeInclude({ home, stem: "sgpu-a" }, deps);
    expect(existsSync(config)).toBe(false);
  });

  it("loses no block when many steps write at once", async () => {
    const stems = Array.from({ length: 8 }, (_, index) => `sgpu-${index}`);
    await Promise.all(stems.map((stem) => addInclude(lease(stem), deps)));
    for (const stem of stems) expect(readFileSync(config, "utf8")).toContain(`${stem} `);
    await Promise.all(stems.map((stem) => removeInclude({ home, stem }, deps)));
    expect(readdirSync(join(home, ".ssh"))).toEqual([]);
  });

  it("goes on after two seconds when a dead process has left its lock", async () => {
    givenConfig("");
    writeFileSync(`${config}.sesterce-gpu.lock`, "");
    let sleptMs = 0;
    const sleep = async (ms: number) => {
      sleptMs += ms;
    };
    const clock: Clock = { now: () => sleptMs, sleep };
    await addInclude(lease("sgpu-a"), { clock });
    expect(sleptMs).toBe(2000);
    expect(readdirSync(join(home, ".ssh"))).toEqual(["config"]);
  });
});

describe("removeInclude", () => {
  it.each([
    ["ordinary lines", Buffer.from("Host other\n  User me\n")],
    ["no newline at the end", Buffer.from("Host other")],
    ["CRLF", Buffer.from("Host other\r\n\r\n")],
    ["bytes that are no UTF-8", Buffer.from([0x23, 0xff, 0xfe, 0x0a, 0x80])],
    ["nothing in it", Buffer.alloc(0)],
  ])("restores a file with %s byte for byte", async (_, before) => {
    givenConfig(before, 0o640);
    await addInclude(lease("sgpu-a"), deps);
    await addInclude(lease("sgpu-b", "b"), deps);
    await removeInclude({ home, stem: "sgpu-a" }, deps);
    await removeInclude({ home, stem: "sgpu-b" }, deps);
    expect(readFileSync(config)).toEqual(before);
    expect(modeOf(config)).toBe(0o640);
  });

  it.each([[["sgpu-a", "sgpu-b"]], [["sgpu-b", "sgpu-a"]]])(
    "removes a file that we made when the last lease goes: %j",
    async (order) => {
      await addInclude(lease("sgpu-a"), deps);
      await addInclude(lease("sgpu-b", "b"), deps);
      for (const stem of order) await removeInclude({ home, stem }, deps);
      expect(existsSync(config)).toBe(false);
    },
  );

  it("keeps a file that we made when the user has added to it", async () => {
    await addInclude(lease("sgpu-a"), deps);
    writeFileSync(config, `${readFileSync(config, "utf8")}Host mine\n`);
    await removeInclude({ home, stem: "sgpu-a" }, deps);
    expect(readFileSync(config, "utf8")).toBe("Host mine\n");
  });

  it("does not touch a file without our block, or a home without .ssh", async () => {
    await removeInclude({ home, stem: "sgpu-a" }, deps);
    expect(existsSync(join(home, ".ssh"))).toBe(false);
    givenConfig("Host other\n");
    const before = statSync(config).ino;
    await removeInclude({ home, stem: "sgpu-a" }, deps);
    expect(statSync(config).ino).toBe(before);
  });

  it("takes out what was put in, whatever the text is", () => {
    const block = { stem: "sgpu-a", quotedConfig: '"/tmp/é/config"' };
    const bytes = fc.uint8Array({ maxLength: 20 }).map((b) => Buffer.from(b).toString("latin1"));
    const line = fc.oneof(bytes, fc.constantFrom("Host gpu", "\r", ""));
    const text = fc.array(line).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, (before) => withoutBlock(withBlock(before, block), "sgpu-a") === before),
    );
  });
});

describe("the holder of an alias", () => {
  it("is nobody when there is no config", async () => {
    expect(await aliasTaken({ alias: "gpu", home })).toBeUndefined();
  });

  it.each([
    "Host gpu",
    "host gpu",
    "HOST=gpu",
    "  Host = gpu",
    "\tHost\ta gpu b",
    'Host "gpu"',
    "Host * gpu",
    "Host gpu # mine",
    "Host gpu\r",
  ])("is the user's config when it says %j", async (line) => {
    givenConfig(`# first\n${line}\n  User me\n`);
    expect(await aliasTaken({ alias: "gpu", home })).toEqual({ by: "user-config", path: config });
  });

  it.each([
    "Host *",
    "Host g*",
    "Host g?u",
    "Host !gpu",
    "Host GPU",
    "Host gpu2",
    "Host a # gpu",
    "# Host gpu",
    "HostName gpu",
    "Hostgpu",
    "  User gpu",
  ])("is nobody when the user's config says %j", async (line) => {
    givenConfig(`${line}\n`);
    expect(await aliasTaken({ alias: "gpu", home })).toBeUndefined();
  });

  it("is the lease whose config has it, until that config is gone", async () => {
    const other = lease("sgpu-other");
    await addInclude(other, deps);
    expect(await aliasTaken({ alias: "gpu", home })).toEqual({ by: "lease", stem: "sgpu-other" });
    expect(await aliasTaken({ alias: "gpu2", home })).toBeUndefined();
    rmSync(other.path);
    expect(await aliasTaken({ alias: "gpu", home })).toBeUndefined();
  });

  it("is found behind quotes with blanks in them", () => {
    expect(hostNames('Host "a b" c')).toEqual(["a b", "c"]);
  });
});
