/**
 * Whether a machine that the API calls active can be used: its SSH server answers, a login works and
 * the GPUs are there. Shell over injected clock, probe and login.
 * Promise: the verdict comes at most a second and one login after SSH would answer. How long to wait
 * for SSH in all is the caller's to say, by `signal`.
 */
import { fail, ok, type Result, type SshAddress } from "@sesterce-gpu/shared";
import type { SshExit } from "./client.ts";
import { type FirstAnswerDeps, firstAnswer } from "./first-answer.ts";
import { countGpus, gpuCommand } from "./gpu-count.ts";
import { hasLoggedIn, type SshCall, type SshFault } from "./login.ts";

export interface ReachTarget {
  readonly address: SshAddress;
  readonly gpuName: string;
  /** What the offer promises; 0 for a machine without. */
  readonly gpuCount: number;
  /** `banner`: SSH answers, and no more is asked, since nobody here has the key. */
  readonly mode: "login" | "banner";
  readonly signal: AbortSignal;
  /** Hears in a few words why it is not over yet, each time that there is news. */
  readonly onLast: (detail: string) => void;
}

type Login = Pick<SshCall, "command" | "firstContact" | "timeoutMs" | "signal">;

export interface ReachDeps extends FirstAnswerDeps {
  /** `runOverSsh`, bound to the lease's paths and alias. */
  readonly run: (login: Login) => Promise<Result<SshExit, SshFault>>;
}

export type Reached =
  | { readonly verified: "login"; readonly gpus: number }
  /** `note`: why no more than the banner was looked at, when a login was asked for. */
  | { readonly verified: "banner"; readonly note?: string };

export type ReachFault =
  | {
      readonly code: "too-few-gpus";
      readonly found: number;
      readonly expected: number;
      readonly detail: string;
    }
  | { readonly code: "host-key-changed" };

type Verdict = Result<Reached, ReachFault>;

const LOGIN_TIMEOUT_MS = 30_000;
const REFUSED_EVERY_MS = 1000;
const TOO_FEW_EVERY_MS = 2000;
/** Drivers may still be loading at the first login. */
const GPU_PATIENCE_MS = 60_000;

/** Rejects with the reason of an abort. */
export async function reachOverSsh(target: ReachTarget, deps: ReachDeps): Promise<Verdict> {
  const onSilence = () => target.onLast("SSH does not answer yet");
  await firstAnswer(target.address, { signal: target.signal, onSilence }, deps);
  if (target.mode === "banner") return ok({ verified: "banner" });
  target.onLast("SSH answers");
  return await loginUntilVerdict(target, deps);
}

async function loginUntilVerdict(target: ReachTarget, { clock, run }: ReachDeps): Promise<Verdict> {
  const { signal, onLast } = target;
  const command = gpuCommand(target.gpuName);
  let giveUpAt = Number.POSITIVE_INFINITY;
  let tooFew = { found: 0, detail: "" };
  for (;;) {
    const startedAt = clock.now();
    const firstContact = giveUpAt === Number.POSITIVE_INFINITY;
    const timeoutMs = Math.max(1, Math.min(LOGIN_TIMEOUT_MS, giveUpAt - startedAt));
    const look = judge(await run({ command, firstContact, timeoutMs, signal }), target);
    if (look.kind === "over") return look.verdict;
    if (look.kind === "too-few") {
      tooFew = look;
      if (firstContact) giveUpAt = clock.now() + GPU_PATIENCE_MS;
    }
    onLast(look.detail);
    const everyMs = look.kind === "too-few" ? TOO_FEW_EVERY_MS : REFUSED_EVERY_MS;
    const nextAt = Math.max(clock.now(), startedAt + everyMs);
    if (nextAt >= giveUpAt) {
      const { found, detail } = tooFew;
      return fail({ code: "too-few-gpus", found, expected: target.gpuCount, detail });
    }
    await clock.sleep(nextAt - clock.now(), signal);
  }
}

type Look =
  | { readonly kind: "over"; readonly verdict: Verdict }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "too-few"; readonly found: number; readonly detail: string };

function judge(login: Result<SshExit, SshFault>, { gpuCount }: ReachTarget): Look {
  if (!login.ok) return judgeFault(login.reason);
  const { stdout, stderr } = login.value;
  if (!hasLoggedIn(login.value)) {
    return { kind: "refused", detail: `login failed: ${lastLine(stderr)}` };
  }
  const found = countGpus(stdout);
  if (found >= gpuCount) return { kind: "over", verdict: ok({ verified: "login", gpus: found }) };
  const why = found === 0 ? `: ${lastLine(stderr || stdout)}` : "";
  return { kind: "too-few", found, detail: `${found} of ${gpuCount} GPUs${why}` };
}

function judgeFault(fault: SshFault): Look {
  switch (fault.code) {
    case "no-client": {
      const note =
        "There is no ssh client here: SSH answers, but nobody has logged in, and no GPUs were counted. Later steps need one for `ssh`.";
      return { kind: "over", verdict: ok({ verified: "banner", note }) };
    }
    case "host-key-changed":
      return { kind: "over", verdict: fail(fault) };
    case "timed-out":
      return { kind: "refused", detail: `login took over ${Math.round(fault.timeoutMs / 1000)} s` };
  }
}

/** Text from the machine, fit for one line of a log. */
function lastLine(text: string): string {
  const line =
    text
      .trim()
      .split(/[\r\n]+/)
      .at(-1) ?? "";
  return line.replace(/\p{C}/gu, "?").slice(0, 120) || "no reason given";
}
