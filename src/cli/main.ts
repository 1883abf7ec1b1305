/** The command line as a process. */

import { type Synthesize } from "../synthesize";
import { addCompletion } from "./completion";
import { directoriesOf } from "./context";
import { run } from "./program";

/**
 * Runs the command line of this process, and sets its exit code.
 * @param packageDirectory absolute
 */
export async function main(synthesize: Synthesize, packageDirectory: string): Promise<void> {
  endWithReader();
  const directory = currentDirectory();
  if (directory === undefined) {
    process.stderr.write("the working directory is gone, or closed to you: go to another\n");
    process.exitCode = 2;
    return;
  }
  const context = {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    ...directoriesOf(process.env, directory),
    packageDirectory,
    now: () => new Date(),
    synthesize,
  };
  process.exitCode = await run(process.argv.slice(2), context, addCompletion);
}

function currentDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Ends quietly when whoever reads the output has read enough, as `head` does. */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") {
        process.exit();
      }
    });
  }
}
