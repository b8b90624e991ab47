/**
 * The ssh config of one lease. Pure. Takes a parsed address only; as a second lock, a value that
 * would break out of its line throws.
 */
import type { SshAddress } from "@sesterce-gpu/shared";
import { type LeasePaths, withSlashes } from "./paths.ts";

export interface LeaseConfig {
  readonly alias: string;
  readonly address: SshAddress;
  readonly quoted: LeasePaths["quoted"];
  /** False when login is left to the ssh agent. */
  readonly hasKey: boolean;
  /**
   * True when our own login pins the host key before others use this config. False when there is no
   * such login (`wait-for: active`, or a key that only the agent has): the first user's pins it.
   */
  readonly isPinnedByUs: boolean;
}

/** A name for `ssh <alias>`: no glob, nothing that ssh could take for an option. */
export const isAlias = (text: string) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(text);

export function renderConfig(lease: LeaseConfig): string {
  const { alias, address, quoted, hasKey, isPinnedByUs } = lease;
  const options: readonly (readonly [string, string | number])[] = [
    ["HostName", address.host],
    ["Port", address.port],
    ["User", address.user],
    ...(hasKey ? keyOnly(quoted.key) : []),
    ["UserKnownHostsFile", quoted.knownHosts],
    ["StrictHostKeyChecking", isPinnedByUs ? "yes" : "accept-new"],
    ...ONE_PIN,
    ...UNATTENDED,
  ];
  const lines = options.map(([keyword, value]) => `  ${keyword} ${oneLine(value)}\n`);
  const head = "# Written by sesterce-gpu; goes when the lease ends.\n";
  return `${head}Host ${oneLine(alias)}\n${lines.join("")}`;
}

const keyOnly = (key: string) =>
  [
    ["IdentityFile", key],
    ["IdentitiesOnly", "yes"],
  ] as const;

/** The pinned host key is the only one believed, and nothing but the first contact writes it. */
const ONE_PIN = [
  // `none` is a file name to older versions; ssh on Windows knows /dev/null.
  ["GlobalKnownHostsFile", "/dev/null"],
  ["HashKnownHosts", "no"],
  ["UpdateHostKeys", "no"],
  ["CheckHostIP", "no"],
] as const;

const UNATTENDED = [
  ["BatchMode", "yes"],
  ["ConnectTimeout", 10],
  ["ServerAliveInterval", 15],
  ["ServerAliveCountMax", 4],
  ["LogLevel", "ERROR"],
] as const;

function oneLine(value: string | number): string {
  const text = String(value);
  if (/\p{Cc}/u.test(text)) throw new TypeError("a value of an ssh config has a control character");
  return text;
}

/** What to type in a later step; quoted for a POSIX shell where needed. */
export function sshCommand(config: string, alias: string, platform: NodeJS.Platform): string {
  return `ssh -F ${shellWord(withSlashes(config, platform))} ${shellWord(alias)}`;
}

const shellWord = (text: string) =>
  /^[\w/.:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
