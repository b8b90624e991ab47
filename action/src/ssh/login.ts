/**
 * Runs one command on the machine over ssh, with the lease's config. Shell.
 * Promise: the host key of the first contact is pinned in the lease's known_hosts, and every later
 * contact believes that one only.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { fail, type Result } from "@sesterce-gpu/shared";
import { type ClientFault, type ClientLimits, runClient, type SshExit } from "./client.ts";
import type { LeasePaths } from "./paths.ts";
import { PRIVATE_FILE_MODE } from "./privacy.ts";
import { readBytes } from "./replace-file.ts";

export interface SshCall extends ClientLimits {
  readonly paths: Pick<LeasePaths, "config" | "knownHosts">;
  readonly alias: string;
  readonly command: string;
  /**
   * Takes whatever host key comes and forgets an earlier one. True until a login has worked: a
   * machine may make new host keys while it boots, and a refused login has proved nothing.
   */
  readonly firstContact: boolean;
  readonly sshProgram?: string;
}

export type SshFault = ClientFault | { readonly code: "host-key-changed" };

export async function runOverSsh(call: SshCall): Promise<Result<SshExit, SshFault>> {
  const { paths, firstContact } = call;
  if (firstContact) await writeFile(paths.knownHosts, "", { mode: PRIVATE_FILE_MODE });
  const run = await ssh(call, call.command, [
    `StrictHostKeyChecking=${firstContact ? "accept-new" : "yes"}`,
  ]);
  const isSuspect = run.ok && !hasLoggedIn(run.value) && !firstContact;
  return isSuspect && (await hasOtherHostKey(call)) ? fail({ code: "host-key-changed" }) : run;
}

/** A command may end with ssh's own 255, but ssh itself never writes to stdout. */
export const hasLoggedIn = ({ code, stdout }: SshExit) => code !== 255 || stdout !== "";

/**
 * ssh tells a changed host key by English text only. So ask for the key once more, in a file of its
 * own and without offering any credentials, and compare.
 */
async function hasOtherHostKey(call: SshCall): Promise<boolean> {
  const pinned = hostKeys(await readFile(call.paths.knownHosts, "utf8"));
  if (pinned.length === 0) return false;
  const seenFile = `${call.paths.knownHosts}.seen`;
  await rm(seenFile, { force: true });
  try {
    await ssh(call, "exit", [
      "StrictHostKeyChecking=accept-new",
      `UserKnownHostsFile="${seenFile.replaceAll("\\", "/")}"`,
      "PreferredAuthentications=none",
    ]);
    const seen = hostKeys((await readBytes(seenFile)) ?? "");
    return seen.some((key) => !pinned.includes(key));
  } finally {
    await rm(seenFile, { force: true });
  }
}

/** `<hosts> <type> <key>` a line. */
const hostKeys = (knownHosts: string) =>
  knownHosts.split("\n").flatMap((line) => line.trim().split(" ")[2] ?? []);

/** Somebody waits, and it is tried again: a connection that hangs is given up early. */
const IMPATIENT = ["BatchMode=yes", "ConnectTimeout=5"];

function ssh(call: SshCall, command: string, options: readonly string[]) {
  const all = [...options, ...IMPATIENT].flatMap((option) => ["-o", option]);
  const argv = ["-F", call.paths.config, "-T", ...all, "--", call.alias, command];
  return runClient(call.sshProgram ?? "ssh", argv, call);
}
