/** Writing several files so that either all of them are there afterwards, or everything is as it was. */

import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../failure";
import { refusals } from "../refusals";

export interface FileChanges {
  /** Path → content. Nothing may have the name, not even a symbolic link to nothing. */
  readonly create: Readonly<Record<string, string>>;
  /** Path → content of files that are there. */
  readonly replace: Readonly<Record<string, string>>;
}

/**
 * @param directory absolute; it is made where it is not there. The paths are relative to it.
 * @throws UsageError with the place that refused, when everything is as it was
 */
export function writeTogether(directory: string, { create, replace }: FileChanges): void {
  const undo: (() => void)[] = [];
  try {
    for (const [path, content] of Object.entries(create)) {
      makeDirectory(dirname(join(directory, path)), undo);
      writeNew(join(directory, path), content, undo);
    }
    const drafts = Object.entries(replace).map(([path, content]) => {
      const file = join(directory, path);
      const draft = `${file}.strongroom`;
      writeNew(
        draft,
        content,
        undo,
        at(file, () => statSync(file).mode),
      );
      return { file, draft };
    });
    for (const { file, draft } of drafts) {
      const before = at(file, () => readFileSync(file));
      at(file, () => renameSync(draft, file));
      undo.push(() => writeFileSync(file, before));
    }
  } catch (error) {
    undo.reverse().forEach(attempt);
    throw error;
  }
}

/** One level after the other: `recursive` never returns where a file system takes none, as that of /proc. */
function makeDirectory(directory: string, undo: (() => void)[]): void {
  if (at(directory, () => statSync(directory, { throwIfNoEntry: false }))?.isDirectory()) {
    return;
  }
  makeDirectory(dirname(directory), undo);
  at(directory, () => mkdirSync(directory));
  undo.push(() => rmdirSync(directory));
}

function writeNew(file: string, content: string, undo: (() => void)[], mode = 0o666): void {
  const descriptor = at(file, () => openSync(file, "wx", mode));
  undo.push(() => rmSync(file, { force: true }));
  try {
    at(file, () => writeFileSync(descriptor, content));
  } finally {
    closeSync(descriptor);
  }
}

/** Says of an error of the file system at which place it is, which not each of them knows. */
function at<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: ${refusals[code] ?? `cannot write there (${code})`}`);
  }
}

/** What failed first is what is told. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The others are tried all the same.
  }
}
