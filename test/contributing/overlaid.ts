/** The repository with some files changed or added, in memory. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Texts of files that differ from those on disk, by their path in the repository. */
export type Overlay = Readonly<Record<string, string>>;

/** What is wrong with each file, by path. */
export type Problems = Readonly<Record<string, readonly string[]>>;

/** What the compiler says of src/ and stacks/, each time of the files that are named, or of all. */
export function compiled(
  questions: readonly { readonly overlay: Overlay; readonly files?: readonly string[] }[],
): Problems[] {
  return run("compile-overlaid.mjs", questions);
}

/**
 * What a program exports as `result`, with each overlay.
 * @param code TypeScript that imports by paths from the repository
 */
export function results<Result>(code: string, overlays: readonly Overlay[]): Result[] {
  return run("run-overlaid.mjs", { code, overlays });
}

function run<Answer>(script: string, input: object): Answer[] {
  const output = execFileSync(process.execPath, [join(__dirname, script)], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(output) as Answer[];
}
