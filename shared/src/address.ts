/**
 * Where a machine's SSH server is, parsed once from what the API says. Pure.
 * Promise: a host, port or user that comes out of here can stand in an ssh config or argv as it is:
 * no blank, newline, quote, `%` or shell character, no leading dash.
 */
import { fail, ok, type Result } from "./result.ts";

export interface SshAddress {
  /** IPv4, IPv6 (without brackets or zone) or a DNS name. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** The fields of a machine that tell its address. The wire has them null or absent until it boots. */
export interface AddressFields {
  readonly ip?: string | null | undefined;
  readonly sshUser?: string | null | undefined;
  readonly sshPort?: number | null | undefined;
  /** Objects in the vendor's CLI, strings in its OpenAPI; the strings' format is unknown. */
  readonly portForwards?: readonly (PortForward | string)[] | null | undefined;
}

interface PortForward {
  readonly internalPort: number;
  readonly externalPort: number;
}

/** `missing` may come with time; `unsafe` is a value that no machine should have. */
export interface AddressFault {
  readonly code: "missing" | "unsafe";
  readonly field: "ip" | "sshPort" | "sshUser";
  /** The offending value, safe to print: ASCII, escaped, at most 60 characters; "" when missing. */
  readonly shown: string;
}

export function parseSshAddress(machine: AddressFields): Result<SshAddress, AddressFault> {
  const host = machine.ip;
  if (!host) return missing("ip");
  if (!isHost(host)) return unsafe("ip", host);
  const port = machine.sshPort ?? forwardedPort(machine.portForwards);
  if (port === undefined) return missing("sshPort");
  if (!isPort(port)) return unsafe("sshPort", port);
  const user = machine.sshUser;
  if (!user) return missing("sshUser");
  if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/.test(user)) return unsafe("sshUser", user);
  return ok({ host, port, user });
}

function forwardedPort(forwards: AddressFields["portForwards"]): number | undefined {
  const objects = (forwards ?? []).filter((forward) => typeof forward === "object");
  return objects.find((forward) => forward.internalPort === 22)?.externalPort;
}

const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= 65535;
const isHost = (host: string) => isIpv4(host) || isIpv6(host) || isDnsName(host);

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const isIpv4 = (host: string) => IPV4.test(host);

function isIpv6(host: string): boolean {
  const halves = host.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1);
  const hasIpv4Tail = last !== undefined && isIpv4(last) && host.endsWith(last);
  const hex = hasIpv4Tail ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = hex.length + (hasIpv4Tail ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** A name whose last label is a number would be read as an IPv4 address by some resolvers. */
function isDnsName(host: string): boolean {
  const labels = host.split(".");
  const areLabels = labels.every((l) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(l));
  return (
    host.length <= 253 && areLabels && !/^(?:\d+|0[xX][0-9A-Fa-f]*)$/.test(labels.at(-1) ?? "")
  );
}

const missing = (field: AddressFault["field"]) =>
  fail({ code: "missing" as const, field, shown: "" });

function unsafe(field: AddressFault["field"], value: string | number): Result<never, AddressFault> {
  const escaped = typeof value === "number" ? String(value) : JSON.stringify(value);
  const shown = escaped.replace(/[^\x20-\x7e]/g, escapeUnit).slice(0, 60);
  return fail({ code: "unsafe", field, shown });
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
