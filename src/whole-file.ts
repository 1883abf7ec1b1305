/** Files that are there with all of their content, or not at all. */

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure";
import { refusals } from "./refusals";

/** A file that cannot be written. Its message names it, which errors of the file system do not always do. */
export class UnwritableFile extends Failure {}

/**
 * Writes a file beside its place, and then puts it there: who reads it finds the earlier content or the new one.
 * Directories on the way to it are made.
 * @throws UnwritableFile
 */
export function writeWhole(file: string, content: string): void {
  const draft = `${file}.new`;
  writing(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, file);
  });
}

/**
 * Does what writes a file or makes a directory.
 * @throws UnwritableFile
 */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new UnwritableFile(`${path}: cannot be written: ${refusals[code] ?? message}`);
  }
}
