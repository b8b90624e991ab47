/** What happens below HTTP: errors as undici words them, for a request that got no answer. */
export type ConnectionCode = "ECONNREFUSED" | "ECONNRESET";

/** Thrown through the app; `fetch` hands it on, a served simulator destroys the socket. */
export class ConnectionFault extends TypeError {
  readonly code: ConnectionCode;

  constructor(code: ConnectionCode) {
    const reason = code === "ECONNREFUSED" ? "connect ECONNREFUSED" : "read ECONNRESET";
    super("fetch failed", { cause: Object.assign(new Error(reason), { code }) });
    this.code = code;
  }
}

/** Waits until the client hangs up. */
export function untilHangUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const hangUp = () => reject(new ConnectionFault("ECONNRESET"));
    if (signal.aborted) hangUp();
    else signal.addEventListener("abort", hangUp, { once: true });
  });
}
