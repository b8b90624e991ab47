/** Works through a list, a few at once: workerd lets six connections wait for their headers. */
export const AT_ONCE = 5;

/** Results in the order of the list. Rejects with the first rejection, when all that had begun have ended. */
export async function inPool<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
  atOnce: number = AT_ONCE,
): Promise<R[]> {
  const results: R[] = [];
  const left = all.entries();
  const lane = async () => {
    for (const [index, one] of left) results[index] = await work(one);
  };
  const lanes = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return results;
}
