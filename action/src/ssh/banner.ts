/**
 * Asks whether an SSH server answers: connects and reads its greeting, without an ssh client and
 * without a key. Shell. Promise: the socket is closed in the end; rejects on abort only.
 */
import { connect } from "node:net";
import type { SshAddress } from "@sesterce-gpu/shared";

export interface ProbeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A server that has said this much without its version is none. */
const GREETING_MAX_BYTES = 16_384;

/** True when a line begins `SSH-`; false on refusal, timeout or anything else that answers. */
export function sshBanner(address: SshAddress, limits: ProbeLimits): Promise<boolean> {
  const { timeoutMs, signal } = limits;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect({ host: address.host, port: address.port });
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      settle();
    };
    const answer = (isSsh: boolean) => finish(() => resolve(isSsh));
    const onAbort = () => finish(() => reject(signal.reason));
    const timer = setTimeout(answer, timeoutMs, false);
    signal.addEventListener("abort", onAbort, { once: true });

    let greeting = "";
    socket.on("data", (chunk) => {
      greeting += chunk.toString("latin1");
      // RFC 4253, 4.2: other lines may come first.
      if (/^SSH-/m.test(greeting)) answer(true);
      else if (greeting.length > GREETING_MAX_BYTES) answer(false);
    });
    socket.on("error", () => answer(false));
    socket.on("close", () => answer(false));
  });
}
