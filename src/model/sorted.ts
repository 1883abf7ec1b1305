/** Copies in an order that does not depend on the config's: the same organization gives the same bytes. */

/** By code unit, which is the same on every machine, unlike a locale's order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort(compareText);
}

export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((a, b) => compareText(key(a), key(b)));
}
