/** Each text once, by code unit, which is the same on every machine. */
export function sortedSet(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
