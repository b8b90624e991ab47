/** From a line that a person typed, or that a button carries, to the message that answers it. */
import { isSesterceError } from "@sesterce-gpu/shared";
import { withDeadline } from "../../deadline.ts";
import type { Deps } from "../../deps.ts";
import { STORE_WITHIN_MS } from "../../fleet/look.ts";
import { sweepHealth } from "../../health.ts";
import { StoreError } from "../../store/index.ts";
import type { ActionCall, CommandCall } from "../calls.ts";
import { parseCommand } from "../command.ts";
import type { Command } from "../command-types.ts";
import type { Message } from "../message.ts";
import { sweepBanner, withBanner } from "../views/banner.ts";
import { helpView } from "../views/help.ts";
import { mistakeView } from "../views/mistake.ts";
import { configurationView, storeView, troubleView } from "../views/trouble.ts";
import { approve } from "./approve.ts";
import { ANSWER_WITHIN_MS, type Asker, type CommandAnswer, tooLate } from "./context.ts";
import { cost } from "./cost.ts";
import { list } from "./list.ts";
import { offers } from "./offers.ts";
import { show } from "./show.ts";

export const answerCommand =
  (deps: Deps) =>
  ({ text, userId }: Pick<CommandCall, "text" | "userId">): Promise<Message> =>
    answerLine(deps, text, { userId });

/** Buttons that show more of an answer carry the line that asks for it; other buttons are not ours. */
export const answerAction =
  (deps: Deps) =>
  async ({ actionId, value, userId }: ActionCall): Promise<Message | undefined> => {
    if (actionId.startsWith("run:")) return answerLine(deps, value ?? "", { userId });
    return isApproval(actionId) ? answerApproval(deps, value ?? "", { userId }) : undefined;
  };

/** A message with several questions has `approve`, `approve:1`, …: no two buttons of one may have one id. */
const isApproval = (actionId: string): boolean => /^approve(:\d+)?$/.test(actionId);

async function answerApproval(deps: Deps, approvalId: string, asker: Asker): Promise<Message> {
  const [message, banner] = await Promise.all([
    approveInTime(deps, approvalId, asker),
    readSweepBanner(deps),
  ]);
  return withBanner(message, banner);
}

async function approveInTime(deps: Deps, approvalId: string, asker: Asker): Promise<Message> {
  const error = new StoreError("approving in time", undefined);
  const deadline = { clock: deps.clock, afterMs: STORE_WITHIN_MS, error };
  try {
    return await withDeadline(deadline, () => approve(approvalId, asker, deps));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.log({ level: "warn", event: "approval-failed", error });
    return storeView();
  }
}

async function answerLine(deps: Deps, line: string, asker: Asker): Promise<Message> {
  const [answer, banner] = await Promise.all([
    answerTo(deps, parseCommand(line), asker),
    readSweepBanner(deps),
  ]);
  return withBanner(answer.message, [...banner, ...(answer.banners ?? [])]);
}

async function answerTo(
  deps: Deps,
  parsed: ReturnType<typeof parseCommand>,
  asker: Asker,
): Promise<CommandAnswer> {
  if (!parsed.ok) return { message: mistakeView(parsed.reason) };
  const command = parsed.value;
  return command.name === "help"
    ? { message: helpView(command.topic) }
    : carryOut(deps, command, asker);
}

/** Help asks nobody. */
type Asking = Exclude<Command, { name: "help" }>;

/** What goes wrong outside becomes an answer that says so; only a bug throws. */
async function carryOut(deps: Deps, command: Asking, asker: Asker): Promise<CommandAnswer> {
  const deadline = {
    clock: deps.clock,
    afterMs: ANSWER_WITHIN_MS,
    error: tooLate(ANSWER_WITHIN_MS),
  };
  try {
    return await withDeadline(deadline, (signal) => dispatch(deps, command, { asker, signal }));
  } catch (error) {
    deps.log({ level: "warn", event: "command-failed", command: command.name, error });
    if (isSesterceError(error)) return { message: troubleView(error) };
    if (error instanceof StoreError) return { message: storeView() };
    throw error;
  }
}

async function dispatch(
  deps: Deps,
  command: Asking,
  by: { asker: Asker; signal: AbortSignal },
): Promise<CommandAnswer> {
  if (command.name === "cost") {
    const error = new StoreError("adding up costs in time", undefined);
    const deadline = { clock: deps.clock, afterMs: STORE_WITHIN_MS, error };
    return withDeadline(deadline, () => cost(command, { deps, ...by }));
  }
  const { sesterce } = deps;
  if (!sesterce.ok) return { message: configurationView(sesterce.reason) };
  const context = { deps: { ...deps, sesterce }, ...by };
  switch (command.name) {
    case "list":
      return list(command, context);
    case "offers":
      return offers(command, context);
    case "show":
      return show(command, context);
  }
}

/** When nobody sweeps, whoever asks anything is told. A database that hangs holds up no answer. */
async function readSweepBanner({ store, clock }: Deps): Promise<readonly string[]> {
  const error = new StoreError("reading the last sweep in time", undefined);
  try {
    const deadline = { clock, afterMs: STORE_WITHIN_MS, error };
    const { lastGoodAt } = await withDeadline(deadline, () => store.sweep.read());
    return sweepBanner(sweepHealth(lastGoodAt, clock.now()));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return sweepBanner({ state: "unknown" });
  }
}
