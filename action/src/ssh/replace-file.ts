/**
 * Reads a file and replaces it in one step, so that nobody ever sees half of it. Shell.
 * Promise: a symlink stays one (its target is replaced); the mode stays, and the owner if we may set it.
 */
import { randomUUID } from "node:crypto";
import {
  type FileHandle,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { hasErrno } from "./errno.ts";
import { PRIVATE_FILE_MODE } from "./privacy.ts";

/** Text in Latin-1, one character a byte; `undefined` when there is no such file. */
export async function readBytes(path: string): Promise<string | undefined> {
  return orMissing(readFile(path, "latin1"));
}

export async function replaceFile(path: string, bytes: string): Promise<void> {
  const target = await targetOf(path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  const file = await open(temporary, "wx", PRIVATE_FILE_MODE);
  try {
    await file.writeFile(bytes, "latin1");
    await resemble(file, target);
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function removeFile(path: string): Promise<void> {
  await rm(await targetOf(path), { force: true });
}

/** Where a chain of symlinks ends, also when nothing is there yet. */
async function targetOf(path: string): Promise<string> {
  const real = await orMissing(realpath(path));
  if (real !== undefined) return real;
  const link = await orMissing(readlink(path));
  return link === undefined ? path : resolve(dirname(path), link);
}

async function resemble(file: FileHandle, path: string): Promise<void> {
  const [was, is] = await Promise.all([orMissing(stat(path)), file.stat()]);
  if (was === undefined) return;
  if (was.uid !== is.uid || was.gid !== is.gid) {
    // Best effort: without the right to give a file away, ours reads just as well.
    await file.chown(was.uid, was.gid).catch(() => undefined);
  }
  await file.chmod(was.mode & 0o7777);
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}
