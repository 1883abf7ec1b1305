/** An item before and after a change. One side may be missing, never both. */
export type Pair<T> =
  | { readonly before: T; readonly after: T }
  | { readonly before: T; readonly after: undefined }
  | { readonly before: undefined; readonly after: T };

/**
 * Pairs the items of two lists: by the first key, and what is left by the next.
 * @returns the pairs, and what has no counterpart, in the order of the lists
 */
export function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  ...keys: readonly ((item: T) => string)[]
): Pair<T>[] {
  const left = [...after];
  const partner = new Map<T, T>();
  for (const key of keys) {
    for (const item of before) {
      const index = partner.has(item) ? -1 : left.findIndex((candidate) => key(candidate) === key(item));
      const found = left[index];
      if (found !== undefined) {
        partner.set(item, found);
        left.splice(index, 1);
      }
    }
  }
  return [
    ...before.map((item): Pair<T> => ({ before: item, after: partner.get(item) }) as Pair<T>),
    ...left.map((item): Pair<T> => ({ before: undefined, after: item })),
  ];
}
