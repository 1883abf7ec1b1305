/** A difference for each item that goes, and then for each that comes. */
export function listed<T>(
  old: readonly string[],
  now: readonly string[],
  difference: (item: string, gone: boolean) => T,
): T[] {
  return [
    ...old.filter((item) => !now.includes(item)).map((item) => difference(item, true)),
    ...now.filter((item) => !old.includes(item)).map((item) => difference(item, false)),
  ];
}
