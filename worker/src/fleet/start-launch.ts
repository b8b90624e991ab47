/** What becomes of a click on *Create*: plain data between `slack/`, where it comes, and `workflows/`. */
import { MINUTE_MS, type Result } from "@sesterce-gpu/shared";
import type { LaunchRow } from "../store/index.ts";

/** Prices and stock change: an older quote has to be asked for anew. */
export const QUOTE_VALID_MS = 15 * MINUTE_MS;

export type NotStarted =
  | { readonly code: "unknown" }
  | { readonly code: "cancelled" }
  | { readonly code: "expired" }
  /** The person has no public key in the store. */
  | { readonly code: "no-key" }
  /** What an operator has to set first. */
  | { readonly code: "not-configured"; readonly variables: readonly string[] }
  /** The Workflow could not be created; another click may do. */
  | { readonly code: "not-started"; readonly detail: string }
  /** Nobody can tell whether its Workflow is there; another click may. */
  | { readonly code: "not-known"; readonly detail: string }
  /** It was clicked long ago, no Workflow came of it, and none will any more. */
  | { readonly code: "never-started" };

/** `isFirst` is true for one call only. Who may click is asked before. Throws StoreError. */
export type StartLaunch = (
  id: string,
) => Promise<Result<{ readonly isFirst: boolean; readonly row: LaunchRow }, NotStarted>>;
