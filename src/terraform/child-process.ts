import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Failure } from "../failure";

const execute = promisify(execFile);

/** Git, npm or the synthesis of a revision failed. Its message is theirs. */
export class ReferenceFailed extends Failure {}

/**
 * What a program writes to its standard output, up to 64 MiB.
 * @throws ReferenceFailed with what it writes to standard error, where it fails or is not there
 */
export async function outputOf(
  program: string,
  args: readonly string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, { cwd: directory, env: environment, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    throw new ReferenceFailed(`${program} ${args.join(" ")}: ${stderr.trim() || message}`);
  }
}
