/**
 * How a file is kept from other users of the runner: by mode, or on Windows by icacls. Without it ssh
 * refuses to read a key. Shell; the platform and icacls are parameters.
 */
import { execFile } from "node:child_process";
import { chmod } from "node:fs/promises";
import { promisify } from "node:util";

export interface Privacy {
  readonly platform: NodeJS.Platform;
  /** The account that the runner works as (`os.userInfo().username`); used on Windows only. */
  readonly user: string;
  /** Runs a program without a shell; rejects when it fails. */
  readonly exec?: (program: string, argv: readonly string[]) => Promise<unknown>;
}

export const PRIVATE_FILE_MODE = 0o600;
export const PRIVATE_DIRECTORY_MODE = 0o700;

export async function makePrivate(
  path: string,
  kind: "file" | "directory",
  { platform, user, exec = promisify(execFile) }: Privacy,
): Promise<void> {
  if (platform === "win32") await exec("icacls", icaclsArgv(path, kind, user));
  else await chmod(path, kind === "file" ? PRIVATE_FILE_MODE : PRIVATE_DIRECTORY_MODE);
}

/** Nothing inherited, and full access for one user; what a directory will hold inherits that. */
export function icaclsArgv(path: string, kind: "file" | "directory", user: string): string[] {
  const grant = kind === "file" ? `${user}:F` : `${user}:(OI)(CI)F`;
  return [path, "/inheritance:r", "/grant:r", grant];
}
