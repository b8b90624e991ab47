/** What people call a repository: remembered, or learned from GitHub, once. */
import { type Clock, ok } from "@sesterce-gpu/shared";
import type { GitHubClient } from "./client.ts";
import { faulty, type Heard } from "./fault.ts";

/** Where names are kept. */
export interface KnownNames {
  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  learn(name: { id: number; fullName: string; at: number }): Promise<void>;
}

export interface NameDeps {
  readonly names: KnownNames;
  readonly client: GitHubClient;
  readonly clock: Clock;
}

/** owner/name, as GitHub writes it. */
export async function repositoryName(
  id: number,
  { names, client, clock }: NameDeps,
): Promise<Heard<string>> {
  const known = (await names.names([id])).get(id);
  if (known !== undefined) return ok(known);
  const at = clock.now();
  const heard = await client.repository(id);
  if (!heard.ok) return heard;
  const { fullName } = heard.value;
  if (heard.value.id !== id) {
    return faulty("unreadable", `GET /repositories/${id}`, `GitHub answered with ${fullName}.`);
  }
  await names.learn({ id, fullName, at });
  return ok(fullName);
}
