import { type Bounds } from "./resources-needed";

/**
 * Runs a task for each item, in their order, as many at a time as the bounds allow. An item that needs more memory than
 * there is runs alone.
 * @returns the results in the order of the items
 * @throws what the first failing task throws, when the tasks that had begun have ended; no further one begins
 */
export async function runBounded<T, R>(
  items: readonly T[],
  { memory, parallel }: Bounds,
  memoryOf: (item: T) => number,
  task: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const running = new Set<Promise<void>>();
  let inUse = 0;
  let failure: { readonly error: unknown } | undefined;
  for (const [index, item] of items.entries()) {
    const needed = memoryOf(item);
    while (running.size > 0 && (running.size >= parallel || inUse + needed > memory)) {
      await Promise.race(running);
    }
    if (failure) {
      break;
    }
    inUse += needed;
    const run: Promise<void> = task(item)
      .then(
        (result) => {
          results[index] = result;
        },
        (error: unknown) => {
          failure ??= { error };
        },
      )
      .finally(() => {
        inUse -= needed;
        running.delete(run);
      });
    running.add(run);
  }
  await Promise.all(running);
  if (failure) {
    throw failure.error;
  }
  return results;
}
