/** What a change does to the files that decide, beside the org file: the tool, the workflows, and whatever else is there. */

import { digestOf } from "../../digest";
import { sorted } from "../../model/sorted";

/** Path, with `/` between its parts → digest of what is there. */
export type Tree = ReadonlyMap<string, string>;

export interface CodeChanges {
  /** Sorted by path; empty where only data changes. */
  readonly files: readonly { readonly path: string; readonly what: "added" | "changed" | "removed" }[];
  /** Of every file here and its content: another change has another one. */
  readonly digest: string;
}

/**
 * The changed files that are no data. Which files decide cannot be listed: a script of package.json may read any of them.
 * So every file is code, unless it is known to be none.
 * @param data paths of the org file and of the files that it names, in both trees
 */
export function codeChanges(base: Tree, head: Tree, data: ReadonlySet<string>): CodeChanges {
  const paths = sorted(new Set([...base.keys(), ...head.keys()])).filter(
    (path) => base.get(path) !== head.get(path) && !data.has(path) && !isProse(path),
  );
  const files = paths.map((path) => ({
    path,
    what: !base.has(path) ? ("added" as const) : head.has(path) ? ("changed" as const) : ("removed" as const),
  }));
  return { files, digest: digestOf(JSON.stringify(paths.map((path) => [path, head.get(path) ?? null]))) };
}

/** What people alone read. Below `.github`, GitHub reads some of it. */
function isProse(path: string): boolean {
  return /\.md$/i.test(path) && !path.startsWith(".github/");
}
