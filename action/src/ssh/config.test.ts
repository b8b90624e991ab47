import { describe, expect, it } from "vitest";
import { isAlias, type LeaseConfig, renderConfig, sshCommand } from "./config.ts";

const lease: LeaseConfig = {
  alias: "gpu",
  address: { host: "203.0.113.7", port: 30022, user: "ubuntu" },
  quoted: { key: '"/t/id"', knownHosts: '"/t/known_hosts"', config: '"/t/config"' },
  hasKey: true,
  isPinnedByUs: true,
};

describe("the ssh config of a lease", () => {
  it("pins the host, uses our key only and asks nobody", () => {
    expect(renderConfig(lease)).toMatchInlineSnapshot(`
      "# Written by sesterce-gpu; goes when the lease ends.
      Host gpu
        HostName 203.0.113.7
        Port 30022
        User ubuntu
        IdentityFile "/t/id"
        IdentitiesOnly yes
        UserKnownHostsFile "/t/known_hosts"
        StrictHostKeyChecking yes
        GlobalKnownHostsFile /dev/null
        HashKnownHosts no
        UpdateHostKeys no
        CheckHostIP no
        BatchMode yes
        ConnectTimeout 10
        ServerAliveInterval 15
        ServerAliveCountMax 4
        LogLevel ERROR
      "
    `);
  });

  it("leaves the key to the agent when there is none", () => {
    expect(renderConfig({ ...lease, hasKey: false })).not.toMatch(/Identit/);
  });

  it("lets the first user pin the host key when no login of ours has", () => {
    const config = renderConfig({ ...lease, isPinnedByUs: false });
    expect(config).toContain("StrictHostKeyChecking accept-new\n");
  });

  it("throws rather than let a value become a line of its own", () => {
    const address = { ...lease.address, host: "a\nProxyCommand touch /tmp/x" };
    expect(() => renderConfig({ ...lease, address })).toThrow("control character");
  });
});

describe("the command to type", () => {
  it.each([
    ["/t/config", "linux", "ssh -F /t/config gpu"],
    ["/t mp/it's", "darwin", "ssh -F '/t mp/it'\\''s' gpu"],
    ["/t/$(id)", "linux", "ssh -F '/t/$(id)' gpu"],
    ["D:\\a\\_temp\\config", "win32", "ssh -F D:/a/_temp/config gpu"],
  ] as const)("reaches the machine through %s on %s", (config, platform, command) => {
    expect(sshCommand(config, "gpu", platform)).toBe(command);
  });
});

describe("an alias", () => {
  it.each(["gpu", "g", "gpu-1.b_c", "7", "a".repeat(63)])("may be %s", (text) => {
    expect(isAlias(text)).toBe(true);
  });

  it.each(["", "-gpu", ".gpu", "g pu", "gpu\n", "gpu*", "!gpu", "a@b", "a".repeat(64), "gpü"])(
    "may not be %j",
    (text) => {
      expect(isAlias(text)).toBe(false);
    },
  );
});
