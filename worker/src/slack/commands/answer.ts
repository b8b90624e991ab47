/** From a line that a person typed, or a button that was clicked, to the message that answers it. */
import { isSesterceError } from "@sesterce-gpu/shared";
import { withDeadline } from "../../deadline.ts";
import type { Deps } from "../../deps.ts";
import { sweepHealth } from "../../health.ts";
import { StoreError } from "../../store/index.ts";
import type { ActionCall, CommandCall } from "../calls.ts";
import type { ActionAnswer, Message } from "../message.ts";
import { sweepBanner, withBanner } from "../views/banner.ts";
import { storeView, troubleView, unknownOutcome } from "../views/trouble.ts";
import { actionOf } from "./actions.ts";
import {
  type Asker,
  type CommandAnswer,
  type CommandContext,
  type CommandPorts,
  inStore,
  type Task,
  tooLate,
} from "./context.ts";
import { taskOf } from "./line.ts";

export const answerCommand =
  (deps: Deps, ports: CommandPorts) =>
  async ({ text, userId }: Pick<CommandCall, "text" | "userId">): Promise<Message> =>
    (await answerTo(taskOf(text), { deps, ports, asker: { userId } })).message;

/** Undefined: that button is none of ours. */
export const answerAction =
  (deps: Deps, ports: CommandPorts) =>
  async ({ actionId, value, userId }: ActionCall): Promise<ActionAnswer | undefined> => {
    const task = actionOf(actionId, value ?? "");
    if (task === undefined) return undefined;
    const { message, isBeside } = await answerTo(task, { deps, ports, asker: { userId } });
    return isBeside ? { ...message, isBeside } : message;
  };

type By = Omit<CommandContext<Deps>, "signal"> & { readonly asker: Asker };

async function answerTo(task: Task, by: By): Promise<CommandAnswer> {
  const [answer, banner] = await Promise.all([carryOut(task, by), readSweepBanner(by.deps)]);
  const banners = [...(answer.tellsOfSweep ? [] : banner), ...(answer.banners ?? [])];
  return { ...answer, message: withBanner(answer.message, banners) };
}

/** What goes wrong outside becomes an answer that says so; only a bug throws. */
async function carryOut({ name, withinMs, isAct, work }: Task, by: By): Promise<CommandAnswer> {
  const { clock, log } = by.deps;
  const late = tooLate(withinMs);
  try {
    return await withDeadline({ clock, afterMs: withinMs, error: late }, (signal) =>
      work({ ...by, signal }),
    );
  } catch (error) {
    log({ level: "warn", event: "command-failed", command: name, error });
    const isStore = error instanceof StoreError;
    if (!isStore && !isSesterceError(error)) throw error;
    const message = isStore ? storeView() : troubleView(error);
    const isHalfDone = isAct && (isStore || error === late);
    return { message: isHalfDone ? unknownOutcome(message) : message, isBeside: true };
  }
}

/** When nobody sweeps, whoever asks anything is told. A database that hangs holds up no answer. */
async function readSweepBanner({ store, clock }: Deps): Promise<readonly string[]> {
  try {
    const { lastGoodAt } = await inStore({ clock }, "reading the last sweep", () =>
      store.sweep.read(),
    );
    return sweepBanner(sweepHealth(lastGoodAt, clock.now()));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return sweepBanner({ state: "unknown" });
  }
}
