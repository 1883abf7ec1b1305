/** The synthesis of another revision of a repository, made in a Git worktree that is gone afterwards. */

import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { installedTool, installTool, isSameTool, lockedTool } from "./locked-tool";
import { outputOf, ReferenceFailed } from "./child-process";
import { readSynthesis, type Synthesis } from "./synthesis";

export interface Reference {
  /** What `git rev-parse` understands, such as `origin/main`. */
  readonly revision: string;
  /** Absolute path of the org file in the working tree. */
  readonly configFile: string;
  readonly environment: NodeJS.ProcessEnv;
  /**
   * Synthesizes with the Strongroom that runs, and throws where the config has errors.
   * @param name of the file in findings
   */
  readonly synthesizeHere: (configFile: string, name: string, outputDirectory: string) => void;
  /** Told what is not compared. */
  readonly remark: (text: string) => void;
}

/**
 * Synthesizes the config of a revision with the version of Strongroom that the revision's lockfile names. A repository
 * whose lockfile names none is synthesized with the Strongroom that runs.
 * @param use is called while the output is there, or with undefined where the revision has no such config
 * @throws ReferenceFailed with what Git, npm or the synthesis said
 */
export async function withReferenceSynthesis<T>(
  { revision, configFile, environment, synthesizeHere, remark }: Reference,
  use: (synthesis: Synthesis | undefined) => T,
): Promise<T> {
  const git = (directory: string, ...args: string[]) => outputOf("git", args, directory, environment);
  const config = existsSync(configFile) ? realpathSync(configFile) : configFile;
  const top = realpathSync((await git(dirname(config), "rev-parse", "--show-toplevel")).trim());
  // A revision that begins with a hyphen would be an option.
  const commit = await git(top, "rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`).catch(() => {
    throw new ReferenceFailed(`${revision}: ${top} has no such commit: fetch it (a shallow clone has only the last)`);
  });
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "strongroom-reference-")));
  const worktree = join(directory, "worktree");
  const outputDirectory = join(directory, "cdktf.out");
  try {
    await git(top, "worktree", "add", "--detach", worktree, commit.trim());
    const name = relative(top, config);
    const file = join(worktree, name);
    if (!existsSync(file)) {
      remark(`${revision} has no ${name}: every stack is new`);
      return use(undefined);
    }
    const tool = lockedTool(dirname(file), worktree);
    if (tool === undefined || tool.isLink || isSameTool(tool, installedTool(__dirname))) {
      if (tool === undefined || tool.isLink) {
        remark(`the lockfile of ${revision} names no version of strongroom: its config is synthesized with this one`);
      }
      synthesizeHere(file, `${revision}:${name}`, outputDirectory);
    } else {
      const program = await installTool(
        tool,
        join(directory, "tool"),
        join(top, relative(worktree, tool.directory)),
        environment,
      );
      await outputOf(process.execPath, [program, "synth", file, "--out", outputDirectory], dirname(file), {
        ...environment,
        STRONGROOM_CONFIG: "",
        CDKTF_OUTDIR: "",
        CDKTF_CONTEXT_JSON: undefined,
        INIT_CWD: undefined,
      });
    }
    return use(readSynthesis(outputDirectory));
  } finally {
    await git(top, "worktree", "remove", "--force", worktree).catch(() => undefined);
    rmSync(directory, { recursive: true, force: true });
  }
}
