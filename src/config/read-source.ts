/** Files that a user names, as far as they can be read. */

import { readFileSync } from "node:fs";
import { Source } from "./source";
import { Failure } from "../failure";

/** Largest file that is read: several thousand accounts with their VPCs, in well under two seconds. */
const maximumMebibytes = 1;

/** The file cannot be read at all: no finding, because there is no place in it. */
export class UnreadableFile extends Failure {
  constructor(
    file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}

/**
 * Reads a config file.
 * @param name of the file in findings
 * @throws UnreadableFile when the file is missing, is no file, is too large or cannot be opened
 */
export function readSource(file: string, name = file): Source {
  return new Source(name, readText(file, "name another with --config or STRONGROOM_CONFIG"));
}

/**
 * Reads a file of text in UTF-8.
 * @param whenMissing what to do where there is no such file
 * @param maximum largest size, in MiB
 * @throws UnreadableFile when the file is missing, is no file, is too large or cannot be opened
 */
export function readText(file: string, whenMissing: string, maximum = maximumMebibytes): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UnreadableFile(file, `cannot be read: ${reasonFor(error, whenMissing)}`);
  }
  const mebibytes = bytes.length / 2 ** 20;
  if (mebibytes > maximum) {
    throw new UnreadableFile(file, `has ${mebibytes.toFixed(1)} MiB; a file may have ${maximum} MiB at the most`);
  }
  return decode(file, bytes);
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile(file, "is not UTF-8 text: save it as UTF-8");
  }
}

/** Why the file system does not give a file, in words. */
export function reasonFor(error: unknown, whenMissing: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? `there is no such file (${whenMissing})` : (reasons[code ?? ""] ?? message);
}

const reasons: Record<string, string> = {
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is a file",
  EACCES: "permission denied",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its path is too long",
};
