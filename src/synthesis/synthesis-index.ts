/** What a synthesis leaves for the next one, so that it makes only what has changed. */

import { readFileSync } from "node:fs";
import { isObject, parseObject } from "../terraform/synthesis";

/** In the output directory, beside `manifest.json`. */
export const indexFile = "strongroom-index.json";

/** Of a file, what it was made from and what became of it, as digests. */
export interface Made {
  readonly input: string;
  readonly output: string;
}

/** By the path of the file in the output directory. */
export type MadeFiles = ReadonlyMap<string, Made>;

/**
 * What the same tool made before. Empty where another one did, where nobody did, and where the file does not say it: then
 * everything is made anew.
 * @param tool the digest of the program
 */
export function readIndex(path: string, tool: string): MadeFiles {
  const index = parseObject(textOf(path));
  const files = index?.tool === tool && isObject(index.files) ? Object.entries(index.files) : [];
  return new Map(
    files.flatMap(([file, made]) => {
      const { input, output } = isObject(made) ? made : {};
      return typeof input === "string" && typeof output === "string" ? [[file, { input, output }]] : [];
    }),
  );
}

/** Empty where there is nothing to read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The text of the index, the same on every machine. It holds for as long as the files are what it says. */
export function indexText(tool: string, files: MadeFiles): string {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify({ tool, files: Object.fromEntries(sorted) }, null, 1)}\n`;
}
