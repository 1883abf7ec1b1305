/** What stands where files are to be written. */

import { lstatSync, readFileSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../failure";
import { type ExistingFile } from "../delivery/init/plan-init";

/**
 * The files that are there. All other places are free: a symbolic link to nothing is not, and through a link to a directory a
 * file would get where nobody looks for it.
 * @param directory absolute, free of symbolic links
 * @param paths relative to the directory, with forward slashes
 * @throws UsageError with everything else that has the name of such a file, or of a directory on the way to it
 */
export function existingFiles(directory: string, paths: readonly string[]): ReadonlyMap<string, ExistingFile> {
  const found = paths.flatMap((path) => {
    const one = foundAt(directory, path);
    return one === undefined ? [] : [{ path, one }];
  });
  const obstacles = found.flatMap(({ one }) => ("obstacle" in one ? [`${one.obstacle}: move it away`] : []));
  if (obstacles.length > 0) {
    throw new UsageError([...new Set(obstacles)].join("\n"));
  }
  return new Map(found.flatMap(({ path, one }) => ("obstacle" in one ? [] : [[path, one]])));
}

interface Obstacle {
  /** In words, with its path. */
  readonly obstacle: string;
}

function foundAt(directory: string, path: string): ExistingFile | Obstacle | undefined {
  const steps = path.split("/");
  let link: string | undefined;
  for (const depth of steps.keys()) {
    const parent = join(directory, ...steps.slice(0, depth));
    const isThere = lstatSync(parent, missingIsNothing);
    if (isThere === undefined) {
      return undefined;
    }
    const target = statSync(parent, missingIsNothing);
    if (!target?.isDirectory()) {
      return { obstacle: `${parent} is ${kindOf(target)}, but it must be a directory` };
    }
    link ??= isThere.isSymbolicLink() ? parent : undefined;
  }
  const file = join(directory, path);
  const isThere = lstatSync(file, missingIsNothing);
  if (isThere === undefined) {
    return link === undefined
      ? undefined
      : { obstacle: `${link} is a symbolic link, and Git does not add files behind a link` };
  }
  const target = statSync(file, missingIsNothing);
  return target?.isFile()
    ? { text: readFileSync(file, "utf8"), isLink: isThere.isSymbolicLink() }
    : { obstacle: `${file} is ${kindOf(target)}, but it must be a file` };
}

const missingIsNothing = { throwIfNoEntry: false } as const;

function kindOf(target: Stats | undefined): string {
  if (target === undefined) {
    return "a symbolic link to nothing";
  }
  return target.isDirectory() ? "a directory" : target.isFile() ? "a file" : "no file";
}
