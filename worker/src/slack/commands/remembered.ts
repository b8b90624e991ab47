/** A machine that is not there any more, but was seen. */
import { oneLine } from "@sesterce-gpu/shared";
import type { Store } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { costOfRow } from "../views/end.ts";
import { endedView, notFoundView } from "../views/show.ts";

/** So many rows of evidence are read; the view shows the newest and counts the others. */
export const EVIDENCE_ROWS = 50;

/** Throws StoreError. */
export async function remembered(reference: string, store: Store): Promise<Message> {
  const found = await store.machines.find(reference);
  if (found.kind === "none") return notFoundView(oneLine(reference, 80), []);
  if (found.kind === "several") return notFoundView(oneLine(reference, 80), found.ids);
  const { row } = found;
  const evidence = await store.evidence.ofMachine(row.id, row.stem, EVIDENCE_ROWS);
  return endedView(row, costOfRow(row), { evidence });
}
