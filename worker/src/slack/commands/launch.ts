/** The clicks on *Create* and *Cancel*: a quote is taken once, by the person whom it was made for. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import { QUOTE_VALID_MS } from "../../fleet/start-launch.ts";
import type { LaunchRow } from "../../store/index.ts";
import { mayRent } from "../authorize.ts";
import { deniedView } from "../views/denied.ts";
import {
  alreadyView,
  cancelledView,
  notCancelledView,
  notStartedView,
  notYoursView,
  startedView,
} from "../views/launch-answer.ts";
import { tooLongView } from "../views/quote.ts";
import { configurationView } from "../views/trouble.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

type Context = CommandContext<Deps>;

/** Throws StoreError: then another click finds out whether it was taken. */
export async function takeQuote(id: string, context: Context): Promise<CommandAnswer> {
  const found = await findQuote(id, context);
  if (!found.ok) return found.reason;
  const refusal = refusalOf(found.value, context);
  if (refusal !== undefined) return refusal;
  const started = await context.ports.startLaunch(id);
  if (started.ok) {
    const { isFirst, row } = started.value;
    return { message: isFirst ? startedView(row) : alreadyView(row) };
  }
  const { reason } = started;
  if (reason.code === "not-started" || reason.code === "not-known") {
    context.deps.log({ level: "error", event: "launch-not-started", launch: id, ...reason });
  }
  return { message: notStartedView(reason), isBeside: AGAIN.has(reason.code) };
}

/** After these the button is still good. */
const AGAIN: ReadonlySet<string> = new Set([
  "not-started",
  "not-known",
  "no-key",
  "not-configured",
]);

/** Asked anew at each click: one that comes later may have to start what an earlier one could not. */
function refusalOf(
  { state, quotedAt, request }: LaunchRow,
  { deps: { settings, clock }, asker }: Context,
): CommandAnswer | undefined {
  const allowed = mayRent(settings.roles, asker.userId);
  if (!allowed.ok) return { message: deniedView(allowed.reason) };
  if (state !== "quoted") return undefined;
  if (clock.now() - quotedAt > QUOTE_VALID_MS) {
    return { message: notStartedView({ code: "expired" }) };
  }
  if (!settings.lifetime.ok) return { message: configurationView(settings.lifetime.reason) };
  const { maxMs } = settings.lifetime.value;
  return request.lifetimeMs > maxMs
    ? { message: tooLongView(request.lifetimeMs, maxMs) }
    : undefined;
}

/** Throws StoreError. */
export async function cancelQuote(id: string, context: Context): Promise<CommandAnswer> {
  const { store, clock } = context.deps;
  const found = await findQuote(id, context);
  if (!found.ok) return found.reason;
  const row = await inStore(context.deps, "cancelling a quote", async () => {
    await store.launches.cancel({ id, at: clock.now() });
    return store.launches.find(id);
  });
  return { message: row?.state === "launched" ? notCancelledView(row) : cancelledView() };
}

/** Of the person who clicks. */
async function findQuote(
  id: string,
  { deps, asker }: Context,
): Promise<Result<LaunchRow, CommandAnswer>> {
  const row = await inStore(deps, "reading a quote", () => deps.store.launches.find(id));
  if (row === undefined) return fail({ message: notStartedView({ code: "unknown" }) });
  return row.userId === asker.userId
    ? ok(row)
    : fail({ message: notYoursView(row.userId), isBeside: true });
}
