/** Runs tasks, so many at once, the first ones first; their results in order. */
export async function inPool<T, R>(
  size: number,
  tasks: readonly T[],
  run: (task: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...tasks.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, task] = next;
      results[index] = await run(task);
    }
  };
  await Promise.all(Array.from({ length: size }, work));
  return results;
}
