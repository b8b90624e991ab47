/** What is asked for on the command line. Pure. */
import { parseArgs } from "node:util";
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { url } from "../src/settings/kinds.ts";

export interface Options {
  /** A file of NAME=value; null: the usual one, if it is there. */
  readonly vars: string | null;
  readonly config: string;
  readonly url: string | null;
  readonly mayPost: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

export const USUAL_FILE = ".prod.vars";

export const USAGE = `Tries each credential of the Worker against its service. It only reads, and costs nothing.

  npx --yes pnpm@12 --filter worker check [options]

  --vars <file>     NAME=value lines (default: ${USUAL_FILE}, if it is there)
  --config <file>   default: wrangler.jsonc; its vars are read
  --url <address>   the deployed Worker: asks for its health, tries both shared secrets
  --post            posts one line in SLACK_CHANNEL_ID, to see that the bot may; the only thing that it changes
  --json            for scripts

The environment comes before the file, the file before the vars of wrangler.jsonc. Paths are relative to worker/.
Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage (with --filter pnpm makes 1 of it).`;

/** The reason is a sentence. */
export function parseOptions(args: readonly string[]): Result<Options, string> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { vars, config, url: address, ...flags } = parsed.value;
  const trimmed = address?.replace(/\/+$/, "");
  if (trimmed !== undefined && url.parse(trimmed) === undefined) {
    return fail("--url takes an address such as https://sesterce-gpu.example.workers.dev");
  }
  return ok({
    vars: vars ?? null,
    config: config ?? "wrangler.jsonc",
    url: trimmed ?? null,
    mayPost: flags.post ?? false,
    isJson: flags.json ?? false,
    isHelp: flags.help ?? false,
  });
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        vars: { type: "string" },
        config: { type: "string" },
        url: { type: "string" },
        post: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    return ok(values);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
