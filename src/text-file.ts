/** Files of text that a user names, as far as they can be read. */

import { closeSync, openSync, readSync, statSync } from "node:fs";
import { Failure } from "./failure";

/** A file that cannot be read at all. */
export class UnreadableFile extends Failure {
  constructor(
    file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}

/**
 * Reads a file of text in UTF-8.
 * @param whenMissing what to do where there is no such file
 * @param maximum largest size, in MiB: of what people write, several thousand accounts with their VPCs fit into one
 * @throws UnreadableFile when the file is missing, is no file, is too large or cannot be opened
 */
export function readText(file: string, whenMissing: string, maximum = 1): string {
  let bytes: Buffer;
  try {
    bytes = firstBytes(file, maximum * 2 ** 20 + 1);
  } catch (error) {
    throw new UnreadableFile(file, `cannot be read: ${reasonFor(error, whenMissing)}`);
  }
  if (bytes.length > maximum * 2 ** 20) {
    const mebibytes = statSync(file).size / 2 ** 20;
    const size = mebibytes > maximum ? `has ${mebibytes.toFixed(1)} MiB` : "does not end";
    throw new UnreadableFile(file, `${size}; a file may have ${maximum} MiB at the most`);
  }
  return decode(file, bytes);
}

/** No more than that of a device, which may never end, or of a pipe, whose size nobody knows. */
function firstBytes(file: string, maximum: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; length < maximum;) {
      const chunk = Buffer.alloc(Math.min(2 ** 16, maximum - length));
      const read = readSync(descriptor, chunk);
      if (read === 0) {
        break;
      }
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
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
