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
  const sized = items.map((item) => ({ item, size: sizeOf(item) }));
  const fewest = fewestPossible(sized, capacity);
  let best = firstFit(sized, capacity);
  if (best.length > fewest) {
    const largestFirst = sized.toSorted((a, b) => b.size - a.size);
    const decreasing = firstFit(largestFirst, capacity);
    best = decreasing.length < best.length ? decreasing : best;
    let better: Sized<T>[][] | undefined = best;
    while (better && best.length > fewest) {
      better = search(largestFirst, capacity, best.length - 1);
      best = better ?? best;
    }
  }
  return best.map((bin) => bin.map(({ item }) => item));
}

interface Sized<T> {
  readonly item: T;
  readonly size: number;
}

/** No packing takes fewer bins: by the space that the items need, and by how many of the smallest fit into one bin. */
function fewestPossible(items: readonly Sized<unknown>[], capacity: number): number {
  let used = 0;
  let perBin = 0;
  for (const { size } of items.toSorted((a, b) => a.size - b.size)) {
    used += size;
    if (used > capacity) {
      break;
    }
    perBin += 1;
  }
  const total = items.reduce((sum, { size }) => sum + size, 0);
  return Math.max(Math.ceil(total / capacity), Math.ceil(items.length / Math.max(1, perBin)));
}

function firstFit<T>(items: readonly Sized<T>[], capacity: number): Sized<T>[][] {
  const bins: { readonly items: Sized<T>[]; free: number }[] = [];
  for (const item of items) {
    const bin = bins.find(({ free }) => item.size <= free);
    if (bin) {
      bin.items.push(item);
      bin.free -= item.size;
    } else {
      bins.push({ items: [item], free: capacity - item.size });
    }
  }
  return bins.map((bin) => bin.items);
}

/** Tries every bin for each item in turn: at the most as many bins as allowed, or nothing. */
function search<T>(items: readonly Sized<T>[], capacity: number, count: number): Sized<T>[][] | undefined {
  const bins = Array.from({ length: count }, () => ({ items: [] as Sized<T>[], free: capacity }));
  let steps = 0;
  const place = (index: number): boolean => {
    const item = items[index];
    if (item === undefined) {
      return true;
    }
    const tried = new Set<number>();
    for (const bin of bins) {
      // Bins with the same space left are the same bin to what is still to come.
      if (item.size > bin.free || tried.has(bin.free) || ++steps > maximumSteps) {
        continue;
      }
      tried.add(bin.free);
      bin.items.push(item);
      bin.free -= item.size;
      if (place(index + 1)) {
        return true;
      }
      bin.items.pop();
      bin.free += item.size;
    }
    return false;
  };
  return place(0) ? bins.map((bin) => bin.items).filter((bin) => bin.length > 0) : undefined;
}
