/** Tells a system error by its code (`ENOENT`, …). Pure. */
export const hasErrno = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  codes.includes(error.code);
