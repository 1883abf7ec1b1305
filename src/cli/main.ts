/** The command line as a process. */

import { type Synthesize } from "../synthesis/synthesize";
import { asking } from "./ask";
import { addCompletion } from "./completion";
import { directoriesOf } from "./context";
import { failureExitCode } from "./failure";
import { run } from "./program";

/**
 * Runs the command line of this process, and sets its exit code.
 * @param tool digest of the program that runs
 * @param packageDirectory absolute
 */
export async function main(
  synthesize: Synthesize,
  tool: () => string | undefined,
  packageDirectory: string,
): Promise<void> {
  const { stdout, stderr, env: environment } = process;
  failWithOutput();
  try {
    const directories = directoriesOf(environment, process.cwd());
    const now = () => new Date();
    const ask = asking(process.stdin, stderr);
    const context = { stdout, stderr, environment, ...directories, packageDirectory, now, synthesize, tool, ask };
    endWith(await run(process.argv.slice(2), context, addCompletion));
  } catch (error) {
    endWith(failureExitCode(error, { stderr, environment }));
  }
}

/**
 * Fails where the output cannot be written. Its reader may have read enough, as `head` has: the command goes on,
 * since it may be applying, and its exit code is its own.
 */
function failWithOutput(): void {
  const { stdout, stderr, env: environment } = process;
  const unlessRead = (fail: (error: Error) => number) => (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      endWith(fail(error));
    }
  };
  stdout.on(
    "error",
    unlessRead((error) => failureExitCode(Object.assign(error, { path: "standard output" }), { stderr, environment })),
  );
  stderr.on(
    "error",
    unlessRead(() => 2),
  );
}

/** What failed once stays failed. */
function endWith(exitCode: number): void {
  process.exitCode = Math.max(exitCode, Number(process.exitCode ?? 0));
}
