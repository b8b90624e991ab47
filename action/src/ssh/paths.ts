/**
 * Where a lease's files are, and how their paths are written in an ssh config. Pure; the platform is
 * a parameter. Promise: a path that ssh would read as something else is refused before any rent.
 */
import { posix, win32 } from "node:path";
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export interface LeasePaths {
  /** Holds the other three and nothing else; goes with the lease. */
  readonly directory: string;
  readonly key: string;
  readonly knownHosts: string;
  readonly config: string;
  /** The same paths as they stand in an ssh config. */
  readonly quoted: { readonly key: string; readonly knownHosts: string; readonly config: string };
}

export interface PathFault {
  readonly code: "inexpressible-path" | "unfit-stem";
  /** The path or stem, as a JSON string. */
  readonly shown: string;
}

export interface LeasePathsInput {
  /** RUNNER_TEMP: absolute. */
  readonly runnerTemp: string;
  readonly stem: string;
  readonly platform: NodeJS.Platform;
}

export function leasePaths(input: LeasePathsInput): Result<LeasePaths, PathFault> {
  const { runnerTemp, stem, platform } = input;
  // The directory is removed with all that is in it: a stem of ".." must not choose which.
  if (!/^[a-z][a-z0-9-]*$/.test(stem)) return fault("unfit-stem", stem);
  const { join, isAbsolute } = platform === "win32" ? win32 : posix;
  const directory = join(runnerTemp, "sesterce-gpu", stem);
  const written = withSlashes(directory, platform);
  if (!isAbsolute(runnerTemp) || !isExpressible(written)) {
    return fault("inexpressible-path", runnerTemp);
  }
  return ok({
    directory,
    key: join(directory, "id"),
    knownHosts: join(directory, "known_hosts"),
    config: join(directory, "config"),
    quoted: {
      key: `"${written}/id"`,
      knownHosts: `"${written}/known_hosts"`,
      config: `"${written}/config"`,
    },
  });
}

/** ssh takes a backslash for an escape; on Windows it takes slashes in paths as well. */
export const withSlashes = (path: string, platform: NodeJS.Platform) =>
  platform === "win32" ? path.replaceAll("\\", "/") : path;

/**
 * Refused: what ends or escapes an argument in one version or another (quote, control, backslash),
 * `${`, which expands, globs, which Include follows, and `%`, which IdentityFile wants doubled and
 * Include only from OpenSSH 10 on.
 */
const isExpressible = (path: string) => !/["\\*?[%\p{Cc}]|\$\{/u.test(path);

const fault = (code: PathFault["code"], value: string) =>
  fail({ code, shown: JSON.stringify(value) });
