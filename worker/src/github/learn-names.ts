/** Looks up what is not known yet: the ids of repositories that we are told by name, and the names of others. */
import type { Clock } from "@sesterce-gpu/shared";
import type { GitHubClient } from "./client.ts";
import { faulty, type GitHubFault, type Heard } from "./fault.ts";
import { type KnownNames, repositoryName } from "./repository-name.ts";

export interface Names extends KnownNames {
  /** Keys in lower case. */
  idsOf(fullNames: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export interface LearnDeps {
  readonly names: Names;
  readonly client: GitHubClient;
  readonly clock: Clock;
}

export interface Wanted {
  /** owner/name, in lower case. */
  readonly fullNames: readonly string[];
  readonly ids: readonly number[];
}

/**
 * One after the other, and none after the first fault: GitHub is in trouble, or the budget is spent, and the
 * next sweep asks again. A name that GitHub does not know is a fault of its own, and keeps nobody else.
 */
export async function learnNames(wanted: Wanted, deps: LearnDeps): Promise<readonly GitHubFault[]> {
  const { names, client, clock } = deps;
  const known = await names.idsOf(wanted.fullNames);
  const faults: GitHubFault[] = [];
  const asks = [
    ...wanted.fullNames
      .filter((fullName) => !known.has(fullName))
      .map((fullName) => () => learnId(fullName, deps)),
    ...wanted.ids.map((id) => () => repositoryName(id, { names, client, clock })),
  ];
  for (const ask of asks) {
    const heard = await ask();
    if (heard.ok) continue;
    faults.push(heard.reason);
    if (heard.reason.code !== "not-found") break;
  }
  return faults;
}

async function learnId(
  fullName: string,
  { names, client, clock }: LearnDeps,
): Promise<Heard<unknown>> {
  const at = clock.now();
  const heard = await client.repositoryByName(fullName);
  if (!heard.ok) return heard;
  await names.learn({ ...heard.value, at });
  if (heard.value.fullName.toLowerCase() === fullName) return heard;
  // Whoever takes the former name next must not become ours: the new one has to be said.
  const now = `It is called ${heard.value.fullName} now: REAPER_REPOSITORIES must say so.`;
  return faulty("not-found", `GET /repos/${fullName}`, now);
}
