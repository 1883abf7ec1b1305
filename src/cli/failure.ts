import { types } from "node:util";
import { Failure } from "../failure";
import { refusals } from "../refusals";
import { type Context } from "./context";

/**
 * Says why a command could not run: in one line where a person can mend it, with the stack trace where it is a fault of
 * Strongroom.
 * @returns the exit code of the command
 */
export function failureExitCode(
  error: unknown,
  { stderr, environment }: Pick<Context, "stderr" | "environment">,
): number {
  const known = error instanceof Failure ? error.message : refusal(error);
  const { stack, message } = types.isNativeError(error) ? error : new Error(String(error));
  if (known === undefined) {
    stderr.write(`This is a bug in Strongroom, please report it: ${message}\n`);
  } else {
    stderr.write(`${known.trimEnd()}\n`);
  }
  if (known === undefined || environment.STRONGROOM_DEBUG) {
    stderr.write(`${stack}\n`);
  }
  return error instanceof Failure ? error.exitCode : 2;
}

function refusal(error: unknown): string | undefined {
  const { code = "", syscall, path }: NodeJS.ErrnoException = types.isNativeError(error) ? error : new Error();
  if (code === "ENOENT") {
    return missing(syscall, path);
  }
  // What fails at a file that is open already knows no path.
  return code in refusals && syscall !== undefined ? `${path ?? syscall}: ${refusals[code]}` : undefined;
}

/** A file that is not there where one was expected is a fault; a directory that cannot be made is not. */
function missing(syscall = "", path = ""): string | undefined {
  if (syscall === "uv_cwd") {
    return "the current directory no longer exists: change to another one";
  }
  return ["mkdir", "mkdtemp"].includes(syscall) ? `${path}: no directory can be created there` : undefined;
}
