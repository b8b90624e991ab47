/** What GitHub downloads for every job that uses the action. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../runner/action-metadata.ts";

/** All files of action/dist, in kB of 1,000 bytes. */
export async function measureDist(): Promise<number> {
  const dist = join(repositoryRoot, "action", "dist");
  const files = await readdir(dist, { recursive: true });
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(dist, file))).size));
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_000;
}
