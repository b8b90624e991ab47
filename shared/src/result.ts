/** An expected outcome as a value. What is not expected throws. Pure. */
export type Result<T, R> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <R>(reason: R): Result<never, R> => ({ ok: false, reason });
