/** Items in the fewest bins. */

import fc from "fast-check";
import { pack } from "../../src/policies/pack";

const size = (item: number) => item;
const total = (items: readonly number[]) => items.reduce((sum, item) => sum + item, 0);

/** The fewest bins by trying every way: each item into every bin there is, and into a new one. */
function fewestBins(items: readonly number[], capacity: number, bins: readonly number[] = []): number {
  const [item, ...rest] = items;
  if (item === undefined) {
    return bins.length;
  }
  const into = bins.flatMap((used, index) =>
    used + item <= capacity ? [fewestBins(rest, capacity, bins.with(index, used + item))] : [],
  );
  return Math.min(...into, fewestBins(rest, capacity, [...bins, item]));
}

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 });

test("no bin is over its capacity, and every item is in one", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 60, max: 120 }), (items, capacity) => {
      const bins = pack(items, size, capacity);
      expect(bins.every((bin) => bin.length > 0 && total(bin) <= capacity)).toBe(true);
      expect(bins.flat().toSorted()).toEqual(items.toSorted());
    }),
  );
});

test("there is no packing with fewer bins", () => {
  fc.assert(
    fc.property(sizes, (items) => {
      expect(pack(items, size, 60)).toHaveLength(fewestBins(items, 60));
    }),
    { numRuns: 300 },
  );
});

test("items stay in their order where that takes no more bins", () => {
  expect(pack([3, 7, 5, 5], size, 10)).toEqual([
    [3, 7],
    [5, 5],
  ]);
});

test("where first fit takes a bin too many, whatever the order, the search finds the fewest", () => {
  const items = [6, 6, 5, 5, 5, 4, 4, 4, 4, 2];
  expect(fewestBins(items.slice(0, 8), 15)).toBe(3);
  expect(pack(items, size, 15)).toHaveLength(3);
});

test("an item that is larger than a bin has one to itself", () => {
  expect(pack([5, 12, 5], size, 10)).toEqual([[5, 5], [12]]);
});

test("hundreds of awkward items are packed without trying every order", () => {
  const items = Array.from({ length: 700 }, (_, index) => 1700 + ((index * 7919) % 400));
  const fewest = Math.ceil(items.reduce((sum, item) => sum + item, 0) / 9946);
  expect(pack(items, size, 9946).length).toBeLessThanOrEqual(1.1 * fewest);
});
