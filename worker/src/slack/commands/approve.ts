/** A click on *Approve these N*, or `/gpu gc approve`: operators let machines end whose runs GitHub does not find. */
import type { Deps } from "../../deps.ts";
import { APPROVAL_VALID_MS } from "../../fleet/report.ts";
import { mayOperate } from "../authorize.ts";
import { approvalView } from "../views/approval.ts";
import { deniedView } from "../views/denied.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

/** Twice clicked is once approved. Throws StoreError. */
export async function approve(
  approvalId: string,
  { deps, asker: { userId } }: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const { settings, store, clock } = deps;
  const allowed = mayOperate(settings.roles, userId);
  if (!allowed.ok) return { message: deniedView(allowed.reason) };
  const click = { id: approvalId, by: userId, at: clock.now(), validMs: APPROVAL_VALID_MS };
  const mode = settings.reaper.ok ? settings.reaper.value.mode : "observe";
  const outcome = await inStore(deps, "approving", () => store.approvals.approve(click));
  return { message: approvalView(outcome, mode) };
}
