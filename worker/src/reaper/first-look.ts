/**
 * The first look at an end: GitHub's webhook says that a job or an attempt has completed, and the machines of it are
 * marked. It decides nothing: a sweep asks GitHub at least REAPER_GRACE_SECONDS later, and `plan` judges. It asks
 * GitHub nothing itself, and writes only what is news.
 */
import { decodeName, isGone, type Machine } from "@sesterce-gpu/shared";
import type { Deps } from "../deps.ts";
import { type Completion, speaksOf } from "../fleet/completion.ts";
import type { Repository } from "../settings/index.ts";
import type { CaseChange, CaseRow, Evidence } from "../store/index.ts";
import { changeOf, fileOf } from "./case-file.ts";

export type FirstLookDeps = Pick<Deps, "settings" | "store" | "clock"> & {
  readonly sesterce: Deps["sesterce"] & { readonly ok: true };
};

export type FirstLook =
  /** The repository is not in REAPER_REPOSITORIES. */
  | { readonly outcome: "unlisted" }
  /** `machines`: of that owner, there now; `marked`: those of them that nobody had marked before. */
  | { readonly outcome: "looked"; readonly machines: number; readonly marked: readonly string[] };

/** Throws SesterceError, StoreError. */
export async function firstLook(
  completion: Completion,
  deps: FirstLookDeps,
  signal: AbortSignal,
): Promise<FirstLook> {
  if (!(await isOurs(completion, deps))) return { outcome: "unlisted" };
  const listedAt = deps.clock.now();
  const { rows } = await deps.sesterce.value.survey({}, signal);
  const machines = rows.flatMap((machine) => endedOf(machine, completion));
  const marked = await mark(machines, { completion, listedAt }, deps);
  return { outcome: "looked", machines: machines.length, marked };
}

interface Ended {
  readonly id: string;
  readonly stem: string;
}

function endedOf(machine: Machine, completion: Completion): Ended[] {
  const owned = isGone(machine) ? undefined : decodeName(machine.name);
  if (owned?.owner.kind !== "workflow" || !speaksOf(completion, owned.owner)) return [];
  return [{ id: machine._id, stem: owned.stem }];
}

/**
 * Whether we look after the repository; its name is learned if it is news. Who takes a name that is another's, as
 * far as we know, does not become ours by it, and a payload of long ago does not rename what was renamed since.
 */
async function isOurs(completion: Completion, { settings, store, clock }: FirstLookDeps) {
  const { repositoryId: id, fullName } = completion;
  const listed = settings.reaper.ok ? settings.reaper.value.repositories : [];
  const isListedById = listed.some((one) => "id" in one && one.id === id);
  if (!isListedById && !listed.some((one) => isNamed(one, fullName))) return false;
  const holder = (await store.repositories.idsOf([fullName])).get(fullName.toLowerCase());
  if (holder === undefined) {
    const at = Math.min(completion.at, clock.now());
    await store.repositories.learn({ id, fullName, at });
  }
  return isListedById || holder === undefined || holder === id;
}

const isNamed = (one: Repository, fullName: string): boolean =>
  "fullName" in one && one.fullName === fullName.toLowerCase();

interface News {
  readonly completion: Completion;
  readonly listedAt: number;
}

/** Whoever has changed a case meanwhile wins once; then what it says now is asked. Returns ids. */
async function mark(
  machines: readonly Ended[],
  news: News,
  deps: FirstLookDeps,
  mayRepeat = true,
): Promise<string[]> {
  const { store, clock } = deps;
  const rows = await store.cases.byIds(machines.map(({ id }) => id));
  const now = clock.now();
  const unmarked = machines.flatMap((machine) => {
    const row = rows.find(({ machineId }) => machineId === machine.id);
    return isOpen(row, news) ? [{ ...machine, row }] : [];
  });
  const saved = await store.cases.save(unmarked.map((one) => markedAt(one, now)));
  const marked = unmarked.filter(({ id }) => saved.has(id));
  await store.evidence.add(marked.map((one) => evidenceOf(one, news.completion, now)));
  const ids = marked.map(({ id }) => id);
  if (ids.length === unmarked.length || !mayRepeat) return ids;
  const lost = unmarked.filter(({ id }) => !saved.has(id));
  return [...ids, ...(await mark(lost, news, deps, false))];
}

/** A mark that is there is the older one; and whom somebody is ending needs none. */
const isOpen = (row: CaseRow | undefined, { listedAt }: News): boolean =>
  !row || (row.markWhy === null && row.claimedAt === null && (row.deletingSince ?? 0) < listedAt);

function markedAt(
  { id, stem, row }: Ended & { readonly row: CaseRow | undefined },
  now: number,
): CaseChange {
  const file = { ...fileOf(row), mark: { why: "owner-ended", at: now, by: "webhook" } as const };
  return changeOf({ id, stem, row }, file, { look: undefined, now });
}

const evidenceOf = ({ id, stem }: Ended, { evidence }: Completion, at: number): Evidence => ({
  at,
  machineId: id,
  stem,
  kind: "marked",
  actor: "webhook",
  detail: `${evidence} A later look must agree.`,
});
