/**
 * Makes `ssh <alias>` work in later steps: an Include of the lease's config in `~/.ssh/config`. Shell.
 * Promise: what other hands wrote there stays, byte for byte, also when two steps write at once.
 * `home` is the passwd home, which ssh reads; in a container job that is not `$HOME`.
 */
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@sesterce-gpu/shared";
import { hasErrno } from "./errno.ts";
import { PRIVATE_DIRECTORY_MODE, PRIVATE_FILE_MODE } from "./privacy.ts";
import { readBytes, removeFile, replaceFile } from "./replace-file.ts";
import { blocksIn, hostNames, withBlock, withoutBlock, withoutBlocks } from "./user-config-text.ts";

const LOCK_PATIENCE_MS = 2000;
const LOCK_RETRY_MS = 25;

export interface IncludeInput {
  readonly home: string;
  readonly stem: string;
  /** `LeasePaths.quoted.config` */
  readonly quotedConfig: string;
}

export type AliasHolder =
  | { readonly by: "lease"; readonly stem: string }
  | { readonly by: "user-config"; readonly path: string };

const configOf = (home: string) => join(home, ".ssh", "config");

/** Puts the Include at the top, once; drops blocks of leases whose config is gone. */
export async function addInclude(input: IncludeInput, deps: { clock: Clock }): Promise<void> {
  const path = configOf(input.home);
  await mkdir(join(input.home, ".ssh"), { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
  await locked(path, deps.clock, async () => {
    const text = await readBytes(path);
    const added = withBlock(text, input);
    await replaceFile(path, withoutBlocks(added, await staleStems(text ?? "", input.stem)));
  });
}

/** Leaves the file as it was before `addInclude`; nothing happens when there is no such block. */
export async function removeInclude(
  { home, stem }: Pick<IncludeInput, "home" | "stem">,
  deps: { clock: Clock },
): Promise<void> {
  const path = configOf(home);
  if (!hasBlock(await readBytes(path), stem)) return;
  await locked(path, deps.clock, async () => {
    const text = (await readBytes(path)) ?? "";
    if (!hasBlock(text, stem)) return;
    const rest = withoutBlock(text, stem);
    if (rest === undefined) await removeFile(path);
    else await replaceFile(path, rest);
  });
}

/** Who holds this name already, if anybody: a Host line of the user's, or another lease. */
export async function aliasTaken(input: {
  readonly alias: string;
  readonly home: string;
}): Promise<AliasHolder | undefined> {
  const path = configOf(input.home);
  const text = (await readBytes(path)) ?? "";
  if (hostNames(text).includes(input.alias)) return { by: "user-config", path };
  for (const { stem, quotedConfig } of blocksIn(text)) {
    const config = await readBytes(unquote(quotedConfig));
    if (hostNames(config ?? "").includes(input.alias)) return { by: "lease", stem };
  }
  return undefined;
}

const hasBlock = (text: string | undefined, stem: string) =>
  blocksIn(text ?? "").some((block) => block.stem === stem);

async function staleStems(text: string, ownStem: string): Promise<string[]> {
  const others = blocksIn(text).filter((block) => block.stem !== ownStem);
  const configs = others.map(({ quotedConfig }) => readBytes(unquote(quotedConfig)));
  const found = await Promise.all(configs);
  return others.filter((_, index) => found[index] === undefined).map((block) => block.stem);
}

const unquote = (quoted: string) => quoted.slice(1, -1);

/** Writing takes milliseconds: a lock that stays was left by a process that died, and goes. */
async function locked(path: string, clock: Clock, work: () => Promise<void>): Promise<void> {
  const lock = `${path}.sesterce-gpu.lock`;
  for (let waitedMs = 0; waitedMs < LOCK_PATIENCE_MS; waitedMs += LOCK_RETRY_MS) {
    if (await hasCreated(lock)) break;
    await clock.sleep(LOCK_RETRY_MS);
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function hasCreated(lock: string): Promise<boolean> {
  try {
    await (await open(lock, "wx", PRIVATE_FILE_MODE)).close();
    return true;
  } catch (error) {
    // Windows says EPERM while the file of another is being removed.
    if (hasErrno(error, "EEXIST", "EPERM")) return false;
    throw error;
  }
}
