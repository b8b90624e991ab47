/** `2026-11-23 18:12 UTC`. Pure. */
export const formatTime = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
