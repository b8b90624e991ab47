/** The demo's few options, and what it needs of the machine. */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

export interface DemoOptions {
  /** Of the simulated API; 0: any that is free. */
  readonly port: number;
  /** Stands in for the home whose ~/.ssh/config gets the alias; undefined: the real one. */
  readonly home: string | undefined;
}

/** What is wrong, in one line. */
export class DemoProblem extends Error {}

export function parseOptions(argv: readonly string[]): DemoOptions {
  try {
    const options = { port: { type: "string", default: "0" }, home: { type: "string" } } as const;
    const { values } = parseArgs({ args: [...argv], options });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
    if (!(port <= 65_535))
      throw new DemoProblem(`--port is "${values.port}"; allowed is 0 to 65535.`);
    return { port, home: values.home };
  } catch (error) {
    throw new DemoProblem(error instanceof Error ? error.message : String(error));
  }
}

/** Throws DemoProblem when there is no ssh client. */
export async function requireSshClient(): Promise<void> {
  const run = spawn("ssh", ["-V"], { stdio: "ignore" });
  const isThere = await new Promise<boolean>((resolve) => {
    run.once("error", () => resolve(false));
    run.once("close", () => resolve(true));
  });
  if (!isThere) {
    throw new DemoProblem(
      "The demo needs OpenSSH's client, and there is no `ssh` on the PATH (Debian and Ubuntu: apt-get install openssh-client).",
    );
  }
}
