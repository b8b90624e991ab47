/** Whatever address is accepted, the ssh config is the lines that we wrote, and ssh reads in it what was accepted. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSshAddress, type SshAddress } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAlias, type LeaseConfig, renderConfig } from "../../action/src/ssh/config.ts";
import { leasePaths } from "../../action/src/ssh/paths.ts";
import { hostileText } from "./hostile-text.ts";
import { runs } from "./runs.ts";

/** Made of what is allowed, so that much of it is accepted. */
const host = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abzAZ019.-:"), minLength: 1, maxLength: 20 }),
  fc.domain(),
  fc.ipV4(),
  fc.ipV6(),
  hostileText,
);
const user = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abzAZ019._-"), minLength: 1, maxLength: 12 }),
  fc.constantFrom("root", "none", "yes", "Match", "Host", "User"),
  hostileText,
);
const port = fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.integer());

const accepted: fc.Arbitrary<SshAddress> = fc
  .record({ ip: host, sshUser: user, sshPort: port })
  .map(parseSshAddress)
  .filter((read) => read.ok)
  .map(({ value }) => value);

const alias = fc
  .oneof(fc.string({ unit: fc.constantFrom(..."aZ0._-"), maxLength: 12 }), hostileText)
  .filter(isAlias);

let temp = "";
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), "sgpu-fuzz-"));
});
afterAll(() => rmSync(temp, { recursive: true }));

function leaseOf(address: SshAddress, name: string): LeaseConfig {
  const paths = leasePaths({ runnerTemp: temp, stem: "sgpu-a", platform: "linux" });
  if (!paths.ok) throw new Error(paths.reason.shown);
  const { quoted } = paths.value;
  return { alias: name, address, quoted, hasKey: true, isPinnedByUs: true };
}

const keywordsOf = (config: string): string[] =>
  config.split("\n").map((line) => line.trim().split(" ", 1)[0] ?? "");

const PLAIN: SshAddress = { host: "203.0.113.7", port: 22, user: "ubuntu" };

describe("the ssh config of any address that was accepted", () => {
  it("has the same lines as every other, and in them what was accepted", () => {
    fc.assert(
      fc.property(accepted, alias, (address, name) => {
        const config = renderConfig(leaseOf(address, name));
        expect(keywordsOf(config)).toEqual(keywordsOf(renderConfig(leaseOf(PLAIN, "gpu"))));
        expect(config).not.toMatch(/[^\n\x20-\x7e]/);
        const lines = config.split("\n");
        expect(lines).toContain(`Host ${name}`);
        expect(lines).toContain(`  HostName ${address.host}`);
        expect(lines).toContain(`  Port ${address.port}`);
        expect(lines).toContain(`  User ${address.user}`);
      }),
      runs(100),
    );
  });

  it("is read by ssh as what was accepted", () => {
    const path = join(temp, "config");
    fc.assert(
      fc.property(accepted, alias, (address, name) => {
        writeFileSync(path, renderConfig(leaseOf(address, name)));
        const read = execFileSync("ssh", ["-G", "-F", path, name], { encoding: "utf8" });
        const lines = read.split("\n");
        expect(lines).toContain(`user ${address.user}`);
        expect(lines).toContain(`port ${address.port}`);
        // ssh writes an IPv6 address in its own way.
        const hostname = lines.find((line) => line.startsWith("hostname ")) ?? "";
        if (address.host.includes(":")) expect(hostname).toMatch(/^hostname [0-9a-f:.]+$/);
        else expect(hostname).toBe(`hostname ${address.host.toLowerCase()}`);
        expect(lines).toContain("stricthostkeychecking true");
        expect(read).not.toMatch(/^proxycommand|^localcommand|^proxyjump/m);
      }),
      runs(6),
    );
  });
});

describe("the paths of a lease", () => {
  it("stay in their directory and in one argument, or are refused", () => {
    const stem = fc.oneof(fc.constantFrom("sgpu-a", "..", "sgpu/../a"), hostileText);
    const place = fc.oneof(
      hostileText,
      hostileText.map((text) => `/t/${text}`),
      fc.constant("/t mp/_temp"),
    );
    fc.assert(
      fc.property(place, stem, (runnerTemp, lease) => {
        const paths = leasePaths({ runnerTemp, stem: lease, platform: "linux" });
        if (!paths.ok) return;
        const { directory, quoted } = paths.value;
        expect(directory.endsWith(`/sesterce-gpu/${lease}`)).toBe(true);
        for (const one of Object.values(quoted)) expect(one).toMatch(/^"[^"\\\p{Cc}%*?[]+"$/u);
        expect(renderConfig({ ...leaseOf(PLAIN, "gpu"), quoted }).split("\n")).toHaveLength(
          renderConfig(leaseOf(PLAIN, "gpu")).split("\n").length,
        );
      }),
      runs(100),
    );
  });
});
