/** From a line to what carries it out. */
import type { Deps } from "../../deps.ts";
import { parseCommand } from "../command.ts";
import type { Command } from "../command-types.ts";
import { helpView } from "../views/help.ts";
import { mistakeView } from "../views/mistake.ts";
import { configurationView } from "../views/trouble.ts";
import {
  ACT_WITHIN_MS,
  ANSWER_WITHIN_MS,
  type CommandAnswer,
  type CommandContext,
  type Task,
} from "./context.ts";
import { cost } from "./cost.ts";
import { create } from "./create.ts";
import { askToDelete } from "./delete.ts";
import { askToExtend } from "./extend.ts";
import { gc } from "./gc.ts";
import { key } from "./key.ts";
import { list } from "./list.ts";
import { offers } from "./offers.ts";
import { show } from "./show.ts";

/** What a person typed, or what a button carries that shows more of an answer. */
export function taskOf(line: string): Task {
  const parsed = parseCommand(line);
  if (!parsed.ok) {
    const message = mistakeView(parsed.reason);
    return { ...SHOWN, name: "mistake", work: async () => ({ message }) };
  }
  const command = parsed.value;
  const work = (context: CommandContext<Deps>) => dispatch(command, context);
  return command.name === "gc" && command.act !== "status"
    ? { name: `gc ${command.act}`, withinMs: ACT_WITHIN_MS, isAct: true, work }
    : { ...SHOWN, name: command.name, work };
}

const SHOWN = { withinMs: ANSWER_WITHIN_MS, isAct: false };

async function dispatch(command: Command, context: CommandContext<Deps>): Promise<CommandAnswer> {
  switch (command.name) {
    case "help":
      return { message: helpView(command.topic) };
    case "cost":
      return cost(command, context);
    case "key":
      return key(command, context);
    case "gc":
      return gc(command, context);
    default:
      return dispatchToCloud(command, context);
  }
}

type Asking = Exclude<Command, { name: "help" | "cost" | "key" | "gc" }>;

async function dispatchToCloud(
  command: Asking,
  context: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const { sesterce } = context.deps;
  if (!sesterce.ok) return { message: configurationView(sesterce.reason) };
  const cloud = { ...context, deps: { ...context.deps, sesterce } };
  switch (command.name) {
    case "list":
      return list(command, cloud);
    case "offers":
      return offers(command, cloud);
    case "show":
      return show(command, cloud);
    case "create":
      return create(command, cloud);
    case "extend":
      return askToExtend(command, cloud);
    case "delete":
      return askToDelete(command, cloud);
  }
}
