/** The commands that there are: help, mistakes and the nearest word all read from here. */
import type { CommandName } from "./command-types.ts";

export interface CommandEntry {
  readonly name: CommandName;
  readonly usage: string;
  readonly example: string;
  /** What it does, as a sentence. */
  readonly does: string;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "list",
    usage: "/gpu list [mine]",
    example: "/gpu list mine",
    does: "What runs, whose it is, what it costs; `mine`: what you rented.",
  },
  {
    name: "offers",
    usage: "/gpu offers [gpu[:n]] [region] [<max $/h]",
    example: "/gpu offers H100:2 <9.50",
    does: "What can be rented now, the cheapest first.",
  },
  {
    name: "show",
    usage: "/gpu show <id or name>",
    example: "/gpu show 6b046f55",
    does: "One machine: all facts, how to log in, and why it is alive. The beginning of its id will do.",
  },
  {
    name: "cost",
    usage: "/gpu cost [days]",
    example: "/gpu cost 7",
    does: "What the last days cost, by person and repository; 30 days when you do not say.",
  },
  {
    name: "help",
    usage: "/gpu help [command]",
    example: "/gpu help offers",
    does: "This list, or one command of it.",
  },
];

export const entryOf = (name: CommandName): CommandEntry | undefined =>
  COMMANDS.find((entry) => entry.name === name);
