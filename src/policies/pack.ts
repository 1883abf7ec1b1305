/** Items into as few bins as possible. */

/** Steps of the exact search. Past them, the best packing so far is good enough: it is hardly ever one bin too many. */
const maximumSteps = 20_000;

/**
 * Packs items into the fewest bins, in their own order where that order takes no more bins than another.
 * An item that is larger than a bin gets one to itself.
 *
 * @param sizeOf size of an item; a bin holds items whose sizes add up to its capacity at the most
 */
export function pack<T>(items: readonly T[], sizeOf: (item: T) => number, capacity: number): T[][] {
  const fewest = fewestPossible(items.map(sizeOf), capacity);
  const inOrder = firstFit(items, sizeOf, capacity);
  if (inOrder.length <= fewest) {
    return inOrder;
  }
  const largestFirst = items.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const decreasing = firstFit(largestFirst, sizeOf, capacity);
  const best = decreasing.length < inOrder.length ? decreasing : inOrder;
  return (best.length > fewest && search(largestFirst, sizeOf, capacity, best.length - 1)) || best;
}

/** No packing takes fewer bins: by the space that the items need, and by how many of the smallest fit into one bin. */
function fewestPossible(sizes: readonly number[], capacity: number): number {
  let used = 0;
  let perBin = 0;
  for (const size of sizes.toSorted((a, b) => a - b)) {
    used += size;
    if (used > capacity) {
      break;
    }
    perBin += 1;
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return Math.max(Math.ceil(total / capacity), Math.ceil(sizes.length / Math.max(1, perBin)));
}

function firstFit<T>(items: readonly T[], sizeOf: (item: T) => number, capacity: number): T[][] {
  const bins: { readonly items: T[]; free: number }[] = [];
  for (const item of items) {
    const size = sizeOf(item);
    const bin = bins.find(({ free }) => size <= free);
    if (bin) {
      bin.items.push(item);
      bin.free -= size;
    } else {
      bins.push({ items: [item], free: capacity - size });
    }
  }
  return bins.map((bin) => bin.items);
}

/** Tries every bin for each item in turn: at the most as many bins as allowed, or nothing. */
function search<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  capacity: number,
  count: number,
): T[][] | undefined {
  const bins = Array.from({ length: count }, () => ({ items: [] as T[], free: capacity }));
  let steps = 0;
  const place = (index: number): boolean => {
    const item = items[index];
    if (item === undefined) {
      return true;
    }
    const size = sizeOf(item);
    const tried = new Set<number>();
    for (const bin of bins) {
      // Bins with the same space left are the same bin to what is still to come.
      if (size > bin.free || tried.has(bin.free) || ++steps > maximumSteps) {
        continue;
      }
      tried.add(bin.free);
      bin.items.push(item);
      bin.free -= size;
      if (place(index + 1)) {
        return true;
      }
      bin.items.pop();
      bin.free += size;
    }
    return false;
  };
  return place(0) ? bins.map((bin) => bin.items).filter((bin) => bin.length > 0) : undefined;
}
