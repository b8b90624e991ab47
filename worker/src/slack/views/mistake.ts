/** What somebody reads who mistyped: which word, what is allowed, and the nearest that there is. Pure. */
import { COMMANDS, entryOf } from "../command-registry.ts";
import type { CommandName, Mistake } from "../command-types.ts";
import type { Message } from "../message.ts";
import { code, plain } from "../text.ts";
import { lines } from "./blocks.ts";
import { privateKeyView } from "./key.ts";

export function mistakeView(mistake: Mistake): Message {
  switch (mistake.code) {
    case "unknown-command": {
      const known = COMMANDS.map(({ name }) => code(name)).join(", ");
      return lines([
        `There is no ${code(mistake.word)}.${meant(mistake.nearest)}`,
        `There is: ${known}. \`/gpu help\` has an example for each.`,
      ]);
    }
    case "wrong-argument":
      return lines([
        `\`/gpu ${mistake.command}\` does not know ${code(mistake.word)}: give ${plain(mistake.allowed, 300)}.${meant(mistake.nearest)}`,
        usage(mistake.command),
      ]);
    case "private-key":
      return privateKeyView();
    case "missing-argument":
      return lines([
        `\`/gpu ${mistake.command}\` needs ${plain(mistake.allowed, 300)}.`,
        usage(mistake.command),
      ]);
  }
}

const meant = (nearest: readonly string[]): string =>
  nearest.length === 0 ? "" : ` Did you mean ${nearest.map((word) => code(word)).join(" or ")}?`;

function usage(command: CommandName): string {
  const entry = entryOf(command);
  return entry ? `Usage: ${code(entry.usage)}, for example ${code(entry.example)}` : "";
}
