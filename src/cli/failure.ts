import { UnreadableFile } from "../config/read-source";

/** The command line asks for something that there is not. */
export class UsageError extends Error {}

/**
 * Says in one line why a command could not run.
 * @returns its exit code, 2. STRONGROOM_DEBUG=1 shows where an unexpected error comes from
 */
export function failureExitCode(error: unknown): number {
  const { message, stack, code } = error as NodeJS.ErrnoException;
  const expected = error instanceof UnreadableFile || error instanceof UsageError || code !== undefined;
  process.stderr.write(expected ? `${message}\n` : `unexpected error (STRONGROOM_DEBUG=1 shows where): ${message}\n`);
  if (process.env.STRONGROOM_DEBUG) {
    process.stderr.write(`${stack}\n`);
  }
  return 2;
}

/** Ends quietly when whoever reads the output has read enough, as `head` does. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") {
        process.exit();
      }
    });
  }
}
