/** The buttons that there are, by their action ids: each asks anew who clicks, and what is there. */
import type { Deps } from "../../deps.ts";
import { approve } from "./approve.ts";
import { ACT_WITHIN_MS, type CommandAnswer, type CommandContext, type Task } from "./context.ts";
import { endNow } from "./delete.ts";
import { extendNow } from "./extend.ts";
import { cancelQuote, takeQuote } from "./launch.ts";
import { taskOf } from "./line.ts";

interface Action {
  /** The whole action id. No two buttons of a message may have one id: `:1`, `:2` … tell those of one kind apart. */
  readonly id: RegExp;
  readonly act: (value: string, context: CommandContext<Deps>) => Promise<CommandAnswer>;
}

const ACTS: readonly Action[] = [
  { id: /^approve(?::\d+)?$/, act: approve },
  { id: /^end-now(?::\d+)?$/, act: endNow },
  { id: /^extend-now(?::[\da-z]+)*$/, act: extendNow },
  { id: /^create$/, act: takeQuote },
  { id: /^create-cancel$/, act: cancelQuote },
];

/** Undefined: that button is none of ours. `value`: what it carries. */
export function actionOf(actionId: string, value: string): Task | undefined {
  const line = lineOf(actionId, value);
  if (line !== undefined) return taskOf(line);
  const action = ACTS.find(({ id }) => id.test(actionId));
  if (action === undefined) return undefined;
  const work = (context: CommandContext<Deps>) => action.act(value, context);
  return { name: actionId, withinMs: ACT_WITHIN_MS, isAct: true, work };
}

/** Buttons that show something do what the same line does. */
function lineOf(actionId: string, value: string): string | undefined {
  if (actionId.startsWith("run:")) return value;
  if (actionId === "delete") return `delete ${value}`;
  const [, time] = /^extend:(\d{1,6}[smhd])$/.exec(actionId) ?? [];
  return time === undefined ? undefined : `extend ${value} ${time}`;
}
