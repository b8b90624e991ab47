import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AddressFields, parseSshAddress } from "./address.ts";
import { anyText } from "./any-text.fixture.ts";

const machine: AddressFields = { ip: "203.0.113.7", sshPort: 22, sshUser: "ubuntu" };
const parseHost = (ip: string) => parseSshAddress({ ...machine, ip });

describe("parseSshAddress", () => {
  it("takes the three fields of a machine that has booted", () => {
    const value = { host: "203.0.113.7", port: 22, user: "ubuntu" };
    expect(parseSshAddress(machine)).toEqual({ ok: true, value });
  });

  it.each([
    "0.0.0.0",
    "255.255.255.255",
    "2001:db8::1",
    "::1",
    "::",
    "1::",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33",
    "gpu-7.example.com",
    "localhost",
    "xn--bcher-kva.example",
    "3com.example",
    "gpu.3com",
    "gpu.example7",
    `${"a".repeat(63)}.example`,
    Array(127).fill("a").join("."),
  ])("accepts the host %s", (ip) => {
    expect(parseHost(ip)).toMatchObject({ ok: true, value: { host: ip } });
  });

  it.each([
    ["a newline that would become an option", "203.0.113.7\nProxyCommand touch /tmp/x"],
    ["a trailing newline", "203.0.113.7\n"],
    ["a carriage return", "203.0.113.7\r"],
    ["an option", "-oProxyCommand=id"],
    ["a leading dash", "-example.com"],
    ["a user in front", "root@203.0.113.7"],
    ["a port behind", "203.0.113.7:22"],
    ["a blank in front", " 203.0.113.7"],
    ["a NUL", "203.0.113.7\0"],
    ["a command substitution", "$(id).example"],
    ["a token that ssh expands", "%h.example"],
    ["a glob", "*.example"],
    ["a letter beyond ASCII", "bücher.example"],
    ["an octet above 255", "256.1.1.1"],
    ["a leading zero", "010.0.0.1"],
    ["three octets", "10.0.1"],
    ["five octets", "10.0.0.0.1"],
    ["a number for a name", "2130706433"],
    ["a hexadecimal number for a name", "0x7f000001"],
    ["a zone", "fe80::1%eth0"],
    ["brackets", "[2001:db8::1]"],
    ["two gaps", "1::2::3"],
    ["two gaps among eight groups", "1::2:3:4:5:6:7::8"],
    ["three colons", "1:::2"],
    ["one colon at the end", "1:2:3:4:5:6:7:"],
    ["nine groups", "1:2:3:4:5:6:7:8:9"],
    ["a gap that stands for nothing", "1:2:3:4::5:6:7:8"],
    ["a group of five", "12345::"],
    ["IPv4 before the gap", "192.0.2.1::"],
    ["an empty label", "a..example"],
    ["a trailing dot", "example.com."],
    ["a trailing dash", "a-.example"],
    ["an underscore", "a_b.example"],
    ["a label of 64", `${"a".repeat(64)}.example`],
    ["254 characters", `${Array(126).fill("a").join(".")}.bb`],
  ])("refuses a host with %s", (_, ip) => {
    expect(parseHost(ip)).toMatchObject({ ok: false, reason: { code: "unsafe", field: "ip" } });
  });

  it.each([1, 22, 65535])("accepts port %i", (port) => {
    const parsed = parseSshAddress({ ...machine, sshPort: port });
    expect(parsed).toMatchObject({ ok: true, value: { port } });
  });

  it.each([0, -1, 65536, 22.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses port %s", (port) => {
    const reason = { code: "unsafe", field: "sshPort", shown: String(port) };
    expect(parseSshAddress({ ...machine, sshPort: port })).toEqual({ ok: false, reason });
  });

  it.each(["root", "_apt", "shade.form-2", "A", "a".repeat(32)])("accepts user %s", (sshUser) => {
    expect(parseSshAddress({ ...machine, sshUser }).ok).toBe(true);
  });

  it.each(["-l", "root\n", "ro ot", "1root", "a%h", "a@b", "a".repeat(33)])(
    "refuses user %j",
    (sshUser) => {
      const reason = { code: "unsafe", field: "sshUser" };
      expect(parseSshAddress({ ...machine, sshUser })).toMatchObject({ ok: false, reason });
    },
  );

  it.each(["ip", "sshPort", "sshUser"] as const)("says that %s is missing", (field) => {
    for (const absent of [null, undefined, ...(field === "sshPort" ? [] : [""])]) {
      const reason = { code: "missing", field, shown: "" };
      expect(parseSshAddress({ ...machine, [field]: absent })).toEqual({ ok: false, reason });
    }
  });

  it("takes the port that is forwarded to 22 when there is no sshPort", () => {
    const portForwards = ["8080:80", { internalPort: 80, externalPort: 8080 }, to22(30022)];
    const parsed = parseSshAddress({ ...machine, sshPort: null, portForwards });
    expect(parsed).toMatchObject({ ok: true, value: { port: 30022 } });
  });

  it("believes sshPort rather than a forward", () => {
    const parsed = parseSshAddress({ ...machine, portForwards: [to22(30022)] });
    expect(parsed).toMatchObject({ ok: true, value: { port: 22 } });
  });

  it("refuses a forward to a port that cannot be", () => {
    const parsed = parseSshAddress({ ...machine, sshPort: null, portForwards: [to22(0)] });
    expect(parsed).toMatchObject({ ok: false, reason: { code: "unsafe", field: "sshPort" } });
  });

  it("shows an unsafe value escaped", () => {
    const reason = { code: "unsafe", field: "ip", shown: '"\\u202ea\\nb\\u009b"' };
    expect(parseHost("\u202ea\nb\u009b")).toEqual({ ok: false, reason });
  });
});

const to22 = (externalPort: number) => ({ internalPort: 22, externalPort });

describe("whatever the API says", () => {
  const almost = fc.string({
    unit: fc.constantFrom(..."aZ09.-:_%@ \n\r\t\0'\"$`\\/[]*é"),
    maxLength: 40,
  });
  const text = fc.oneof(almost, anyText(), fc.domain(), fc.ipV4(), fc.ipV6());
  const port = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1, 22, 65535));

  it("nothing outside the allowed characters comes out", () => {
    fc.assert(
      fc.property(text, text, port, (ip, sshUser, sshPort) => {
        const parsed = parseSshAddress({ ip, sshUser, sshPort });
        if (!parsed.ok) return /^[\x20-\x7e]{0,60}$/.test(parsed.reason.shown);
        const { host, user } = parsed.value;
        const isClean = /^[A-Za-z0-9:][A-Za-z0-9.:-]*$/.test(host) && /^[\w.-]+$/.test(user);
        return isClean && !/[^\x21-\x7e]/.test(host + user) && !user.startsWith("-");
      }),
      { numRuns: 2000 },
    );
  });

  it("every address and name of the usual forms is accepted as it is", () => {
    // ssh would take a zone or a longer name too; no cloud hands one out.
    const usual = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(usual, (ip) => {
        expect(parseHost(ip)).toMatchObject({ ok: true, value: { host: ip } });
      }),
      { numRuns: 500 },
    );
  });
});
