/** A click on *Approve these N*: operators let machines end whose runs GitHub does not find. */
import type { Deps } from "../../deps.ts";
import { APPROVAL_VALID_MS } from "../../fleet/report.ts";
import { mayOperate } from "../authorize.ts";
import type { Message } from "../message.ts";
import { approvalView } from "../views/approval.ts";
import { deniedView } from "../views/denied.ts";
import type { Asker } from "./context.ts";

/** Twice clicked is once approved. Throws StoreError. */
export async function approve(
  approvalId: string,
  { userId }: Asker,
  { settings, store, clock }: Pick<Deps, "settings" | "store" | "clock">,
): Promise<Message> {
  const allowed = mayOperate(settings.roles, userId);
  if (!allowed.ok) return deniedView(allowed.reason);
  const click = { id: approvalId, by: userId, at: clock.now(), validMs: APPROVAL_VALID_MS };
  const mode = settings.reaper.ok ? settings.reaper.value.mode : "observe";
  return approvalView(await store.approvals.approve(click), mode);
}
