/** The synthesis of another revision, made in a Git worktree of its own that is gone afterwards. */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { promisify } from "node:util";
import { readSynthesis, type Synthesis } from "./synthesis";

const execute = promisify(execFile);

/** Git or the synthesis of the revision failed. Its message is theirs. */
export class ReferenceFailed extends Error {
  readonly code = "REFERENCE_FAILED";
}

/**
 * Synthesizes a revision as `npm run synth` would there, with its own code and its own config.
 * @param revision what `git rev-parse` understands, such as `origin/main`
 * @param use is called while the output is there
 * @throws ReferenceFailed
 */
export async function withReferenceSynthesis<T>(revision: string, use: (synthesis: Synthesis) => T): Promise<T> {
  const top = (await output("git", ["rev-parse", "--show-toplevel"], ".")).trim();
  // A revision that begins with a hyphen would be an option.
  const commit = (
    await output("git", ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`], top)
  ).trim();
  const directory = mkdtempSync(join(tmpdir(), "strongroom-reference-"));
  const worktree = join(directory, "worktree");
  const outputDirectory = join(directory, "cdktf.out");
  try {
    await output("git", ["worktree", "add", "--detach", worktree, commit], top);
    await provideModules(top, worktree);
    await output("npm", ["run", "-s", "synth"], worktree, {
      CDKTF_OUTDIR: outputDirectory,
      ...configIn(top, worktree),
    });
    return use(readSynthesis(outputDirectory));
  } finally {
    await execute("git", ["worktree", "remove", "--force", worktree], { cwd: top }).catch(() => undefined);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The packages that are installed here, where the revision asks for the same. */
async function provideModules(top: string, worktree: string): Promise<void> {
  const lock = (directory: string) => {
    const file = join(directory, "package-lock.json");
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  if (existsSync(join(top, "node_modules")) && lock(top) === lock(worktree)) {
    symlinkSync(join(top, "node_modules"), join(worktree, "node_modules"));
  } else {
    await output("npm", ["ci", "--no-audit", "--no-fund"], worktree);
  }
}

/** A config file of this repository is read as it was in the revision. */
function configIn(top: string, worktree: string): NodeJS.ProcessEnv {
  const file = process.env.STRONGROOM_CONFIG;
  const inside = file && isAbsolute(file) ? relative(top, file) : "..";
  return inside.startsWith("..") ? {} : { STRONGROOM_CONFIG: join(worktree, inside) };
}

async function output(
  command: string,
  args: string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      cwd,
      env: { ...process.env, ...environment },
      maxBuffer: 2 ** 26,
    });
    return stdout;
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    throw new ReferenceFailed(`${command} ${args.join(" ")}: ${stderr.trim() || message}`);
  }
}
