/**
 * Runs the machine's ssh client, without a shell and with nothing on stdin. Shell.
 * Promise: it is killed on abort and timeout, and no more than 64 kB of each output is kept.
 */
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { hasErrno } from "./errno.ts";

export interface SshExit {
  /** The remote command's, or 255 when ssh itself failed. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type ClientFault =
  | { readonly code: "no-client"; readonly program: string }
  | { readonly code: "timed-out"; readonly timeoutMs: number };

export interface ClientLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const OUTPUT_MAX_BYTES = 65_536;
const SSH_FAILED = 255;

/** Rejects with the reason of an abort. */
export function runClient(
  program: string,
  argv: readonly string[],
  { timeoutMs, signal }: ClientLimits,
): Promise<Result<SshExit, ClientFault>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const child = spawn(program, argv, {
      stdio: ["ignore", "pipe", "pipe"],
      signal: end,
      killSignal: "SIGKILL",
      windowsHide: true,
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on("error", (error) => {
      if (signal.aborted) reject(signal.reason);
      else if (end.aborted) resolve(fail({ code: "timed-out", timeoutMs }));
      else if (hasErrno(error, "ENOENT")) resolve(fail({ code: "no-client", program }));
      else reject(error);
    });
    child.on("close", (code) => {
      resolve(ok({ code: code ?? SSH_FAILED, stdout: stdout(), stderr: stderr() }));
    });
  });
}

/** Keeps the beginning and drops the rest, so that a chatty machine cannot fill the memory. */
function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  let room = OUTPUT_MAX_BYTES;
  stream.on("data", (chunk: Buffer) => {
    if (room > 0) chunks.push(chunk.subarray(0, room));
    room -= chunk.length;
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
