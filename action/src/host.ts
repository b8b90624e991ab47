/**
 * The runner, as this action sees it: the one place that knows @actions/core, the environment, signals and
 * the process. What is printed has no control characters, so text from outside can't become a command.
 */
import { appendFile } from "node:fs/promises";
import { userInfo } from "node:os";
import * as core from "@actions/core";
import { context } from "@actions/github";
import { type Clock, oneLine, systemClock } from "@sesterce-gpu/shared";
import { scaledClock } from "./scaled-clock.ts";

export interface RunnerFacts {
  /** Decimal; NaN when the runner does not tell. */
  readonly repositoryId: number;
  readonly runId: number;
  readonly attempt: number;
  /** A directory that goes with the job. */
  readonly temp: string;
  /** The passwd home: ssh reads it, also where HOME points elsewhere (container jobs). */
  readonly home: string;
  readonly userName: string;
  readonly platform: NodeJS.Platform;
}

export interface Host {
  readonly clock: Clock;
  readonly runner: RunnerFacts;
  /** Trimmed; "" when not given. */
  input(name: string): string;
  mask(secret: string): void;
  info(line: string): void;
  notice(line: string): void;
  warning(line: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  state(name: string): string;
  /** Appends to the job summary; a summary that can't be written is a warning. */
  summarize(markdown: string): Promise<void>;
  /** Marks the step as failed; the process goes on. */
  fail(message: string): void;
  /** Aborted when the runner cancels the step. */
  cancelSignal(): AbortSignal;
}

export function createHost(): Host {
  return {
    clock: scaledClock(systemClock, Number(process.env.SGPU_CLOCK_RATE ?? 1)),
    runner: runnerFacts(),
    input: (name) => core.getInput(name),
    mask: core.setSecret,
    info: (line) => core.info(printable(line)),
    notice: (line) => core.notice(printable(line)),
    warning: (line) => core.warning(printable(line)),
    startGroup: (title) => core.startGroup(printable(title)),
    endGroup: core.endGroup,
    setOutput: core.setOutput,
    saveState: core.saveState,
    state: core.getState,
    summarize,
    fail: (message) => core.setFailed(printable(message)),
    cancelSignal,
  };
}

const LONGEST_LINE = 4_000;
/**
 * Lines in which the runner finds no command of its own. It looks for `::` behind leading blanks, and for
 * the older `##[` anywhere. Source: actions/runner, ActionCommand.cs.
 */
export const printable = (text: string): string =>
  text
    .split("\n")
    .map((line) => oneLine(line, LONGEST_LINE).replace(/^::/, ": :").replaceAll("##[", "# #["))
    .join("\n");

function runnerFacts(): RunnerFacts {
  const { homedir, username } = account();
  return {
    repositoryId: decimal(process.env.GITHUB_REPOSITORY_ID),
    runId: context.runId,
    attempt: decimal(process.env.GITHUB_RUN_ATTEMPT),
    temp: process.env.RUNNER_TEMP ?? "",
    // SGPU_HOME is for tests, which must not touch anybody's ~/.ssh.
    home: process.env.SGPU_HOME ?? homedir,
    userName: username,
    platform: process.platform,
  };
}

/** A container may run as a user that its passwd does not know. */
function account(): { homedir: string; username: string } {
  try {
    return userInfo();
  } catch {
    return { homedir: process.env.HOME ?? "/", username: "" };
  }
}

const decimal = (text = ""): number => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);

async function summarize(markdown: string): Promise<void> {
  const file = process.env.GITHUB_STEP_SUMMARY;
  // A runner without summaries (act, old GHES) must not fail the step. Not core.summary: 4 kB for an append.
  if (!file) return;
  await appendFile(file, `${markdown}\n`).catch((error: Error) => {
    core.warning(printable(`The job summary can't be written (${error.message}).`));
  });
}

function cancelSignal(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => cancel.abort(new Cancelled(`The step was cancelled (${name}).`)));
  }
  return cancel.signal;
}

/** The runner cancels the step. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}
