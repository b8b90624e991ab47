/** The answer to `/gpu help`. Pure. */
import { COMMANDS, type CommandEntry, entryOf } from "../command-registry.ts";
import type { CommandName } from "../command-types.ts";
import type { Message } from "../message.ts";
import { code } from "../text.ts";
import { lines } from "./blocks.ts";

export function helpView(topic: CommandName | null): Message {
  const entry = topic === null ? undefined : entryOf(topic);
  return entry
    ? lines(describe(entry))
    : lines(["*What `/gpu` can do*", ...COMMANDS.flatMap(describe)]);
}

const describe = ({ usage, example, does }: CommandEntry): string[] => [
  `• ${code(usage)}`,
  `   ${does} Example: ${code(example)}`,
];
