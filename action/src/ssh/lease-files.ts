/**
 * Writes and removes the files of a lease: key, known_hosts and config. Shell.
 * Promise: the key is private before it has content; every function may be called again.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { type LeaseConfig, renderConfig } from "./config.ts";
import type { LeasePaths } from "./paths.ts";
import { makePrivate, PRIVATE_DIRECTORY_MODE, PRIVATE_FILE_MODE, type Privacy } from "./privacy.ts";

/** Once a lease, before any machine. Without a key (the agent has it) only the directory is made. */
export async function writeKey(
  paths: LeasePaths,
  privateKey: string | undefined,
  privacy: Privacy,
): Promise<void> {
  await mkdir(paths.directory, { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
  await makePrivate(paths.directory, "directory", privacy);
  await rm(paths.key, { force: true });
  if (privateKey === undefined) return;
  await writeFile(paths.key, "", { mode: PRIVATE_FILE_MODE, flag: "wx" });
  await makePrivate(paths.key, "file", privacy);
  await writeFile(paths.key, privateKey);
}

/** For every new machine of the lease: its address, and nothing known of its host key. */
export async function writeMachine(
  paths: LeasePaths,
  machine: Omit<LeaseConfig, "quoted">,
): Promise<void> {
  await rm(paths.knownHosts, { force: true });
  await writeFile(paths.knownHosts, "", { mode: PRIVATE_FILE_MODE });
  const config = renderConfig({ ...machine, quoted: paths.quoted });
  await writeFile(paths.config, config, { mode: PRIVATE_FILE_MODE });
}

export async function removeLeaseFiles({
  directory,
}: Pick<LeasePaths, "directory">): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}
