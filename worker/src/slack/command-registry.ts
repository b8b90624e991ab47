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
    name: "create",
    usage: "/gpu create <gpu[:n]> <time> [region]",
    example: "/gpu create H100 2h",
    does: "Rents a machine for you: shows offer, price and end first, and asks.",
  },
  {
    name: "extend",
    usage: "/gpu extend <id or name> <time>",
    example: "/gpu extend 6b046f55 2h",
    does: "Adds time to a lease: shows the new end and its price first, and asks.",
  },
  {
    name: "delete",
    usage: "/gpu delete <id or name>",
    example: "/gpu delete 6b046f55",
    does: "Ends a machine: shows whose it is and what it cost first, and asks.",
  },
  {
    name: "key",
    usage: "/gpu key [public key]",
    example: "/gpu key ssh-ed25519 AAAA…",
    does: "The SSH public key that your machines let in; alone: which one is stored.",
  },
  {
    name: "cost",
    usage: "/gpu cost [days]",
    example: "/gpu cost 7",
    does: "What the last days cost, by person and repository; 30 days when you do not say.",
  },
  {
    name: "gc",
    usage: "/gpu gc [status | run | approve <id>]",
    example: "/gpu gc status",
    does: "The sweep, for operators: what is due and what is unknown; a sweep now; an approval by its id.",
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
