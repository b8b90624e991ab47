/** The runner as one step in virtual time meets it: prints, outputs, state and summary as a real one has them. */
import { Cancelled, type Host, printable, type RunnerFacts } from "../../action/src/host.ts";
import type { StepResult } from "./step.ts";
import type { VirtualProcess } from "./virtual-process.ts";

export interface VirtualHostOptions {
  readonly process: VirtualProcess;
  readonly clock: Host["clock"];
  readonly runner: RunnerFacts;
  /** `INPUT_*` and `STATE_*` */
  readonly variables: Readonly<Record<string, string>>;
  readonly onLine?: ((line: string) => void) | undefined;
}

export class VirtualHost implements Host {
  readonly clock: Host["clock"];
  readonly runner: RunnerFacts;
  /** Of a process that ends now. */
  exitCode = 0;
  readonly #process: VirtualProcess;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #onLine: (line: string) => void;
  readonly #outputs: Record<string, string> = {};
  readonly #state: Record<string, string> = {};
  #log = "";
  #summary = "";

  constructor({ process, clock, runner, variables, onLine = () => {} }: VirtualHostOptions) {
    this.clock = process.clockOf(clock);
    this.runner = runner;
    this.#process = process;
    this.#variables = variables;
    this.#onLine = onLine;
  }

  readonly input = (name: string): string =>
    (this.#variables[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`] ?? "").trim();
  readonly state = (name: string): string => this.#variables[`STATE_${name}`] ?? "";
  readonly mask = (secret: string): void => this.#command("add-mask", secret);
  readonly info = (line: string): void => this.print(printable(line));
  readonly notice = (line: string): void => this.#command("notice", printable(line));
  readonly warning = (line: string): void => this.#command("warning", printable(line));
  readonly startGroup = (title: string): void => this.#command("group", printable(title));
  readonly endGroup = (): void => this.#command("endgroup", "");
  readonly setOutput = (name: string, value: string): void =>
    this.#write(this.#outputs, name, value);
  readonly saveState = (name: string, value: string): void => this.#write(this.#state, name, value);

  readonly summarize = async (markdown: string): Promise<void> => {
    if (!this.#process.gone.aborted) this.#summary += `${markdown}\n`;
  };

  readonly fail = (message: string): void => {
    this.exitCode = 1;
    this.#command("error", printable(message));
  };

  readonly cancelSignal = (): AbortSignal => {
    const cancel = new AbortController();
    this.#process.onSignal((name) => {
      cancel.abort(new Cancelled(`The step was cancelled (${name}).`));
    });
    return cancel.signal;
  };

  /** Whole lines, as they are. */
  print(text: string): void {
    if (this.#process.gone.aborted) return;
    this.#log += `${text}\n`;
    for (const line of text.split("\n")) this.#onLine(line);
  }

  result(exitCode: number | null): StepResult {
    const [outputs, state] = [{ ...this.#outputs }, { ...this.#state }];
    return { exitCode, log: this.#log, outputs, state, summary: this.#summary };
  }

  #write(file: Record<string, string>, name: string, value: string): void {
    if (!this.#process.gone.aborted) file[name] = value;
  }

  /** Source: actions/toolkit, command.ts. */
  #command(name: string, data: string): void {
    const escaped = data.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
    this.print(`::${name}::${escaped}`);
  }
}
