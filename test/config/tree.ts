/** Values in a parsed config, and copies in which one is changed. */

export type Path = readonly (string | number)[];

/** Every path of a value, the root's first. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  const below =
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, child]) =>
          pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
        );
  return [path, ...below];
}

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], root);
}

/** A copy in which the value at the path is what the function makes of it; without the key where that is undefined. */
export function changed(root: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return change(root);
  }
  const copy = structuredClone(root) as Record<string | number, unknown>;
  const value = changed(copy[key], rest, change);
  if (value !== undefined) {
    copy[key] = value;
  } else if (Array.isArray(copy)) {
    copy.splice(Number(key), 1);
  } else {
    Reflect.deleteProperty(copy, key);
  }
  return copy;
}
