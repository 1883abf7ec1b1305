/** As docs/rules.md says: maps by key, lists of named things by name, other lists as a whole; null removes a key. */
export function merge(base: unknown, fragment: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(fragment) && fragment.length > 0 && fragment.every(isNamed)) {
    const merged = base.map((item) => {
      const twin = fragment.find(({ name }) => isNamed(item) && item.name === name);
      return twin ? merge(item, twin) : item;
    });
    return [...merged, ...fragment.filter(({ name }) => !base.some((item) => isNamed(item) && item.name === name))];
  }
  if (isMap(base) && isMap(fragment)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(base), ...Object.keys(fragment)])]
        .filter((key) => fragment[key] !== null)
        .map((key) => [key, key in fragment ? merge(base[key], fragment[key]) : base[key]]),
    );
  }
  return fragment;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): value is { name: string } {
  return isMap(value) && typeof value.name === "string";
}
