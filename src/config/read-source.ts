/** Config files, as far as they can be read. */

import { readFileSync } from "node:fs";
import { Source } from "./source";

/** Largest file that is read: several thousand accounts with their VPCs, in well under two seconds. */
const maximumMebibytes = 1;

/** The file cannot be read at all: no finding, because there is no place in it. */
export class UnreadableFile extends Error {}

/**
 * Reads a config file.
 * @throws UnreadableFile when the file is missing, is no file, is too large or cannot be opened
 */
export function readSource(file: string): Source {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnreadableFile(`${file}: cannot be read: ${reason(error as NodeJS.ErrnoException)}`);
  }
  const mebibytes = bytes.length / 2 ** 20;
  if (mebibytes > maximumMebibytes) {
    throw new UnreadableFile(
      `${file}: has ${mebibytes.toFixed(1)} MiB; a config file may have ${maximumMebibytes} MiB at the most`,
    );
  }
  return new Source(file, decode(file, bytes));
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(`${file}: is not UTF-8 text: save it as UTF-8`);
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  return code === undefined ? message : (reasons[code] ?? message);
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such file (name another with STRONGROOM_CONFIG or as an argument)",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is a file",
  EACCES: "permission denied",
};
