/** The package of this project, packed and installed into an empty directory outside of the clone, without scripts. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inherited, type Run } from "../cli/run";
import { repository } from "../config/valid";

export interface Installed {
  /** Holds everything; to be removed afterwards. */
  readonly directory: string;
  /** Where it is installed. */
  readonly team: string;
  /** What the tarball holds, sorted. */
  readonly contents: readonly string[];
}

export function installPackage(): Installed {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "strongroom-package-")));
  const team = join(directory, "team");
  // Built already, by the setup of all tests.
  const packed = execute("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", directory], repository);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  mkdirSync(team);
  const quiet = ["--ignore-scripts", "--offline", "--no-audit", "--no-fund"];
  execute("npm", ["install", ...quiet, join(directory, filename)], team);
  return { directory, team, contents: files.map(({ path }) => path) };
}

/** Runs a program. @returns its standard output. Fails with both streams where it does not end with 0 */
export function execute(program: string, args: readonly string[], cwd: string): string {
  const { exitCode, stdout, stderr } = tryToExecute(program, args, cwd);
  if (exitCode !== 0) {
    throw new Error(`${program} ${args.join(" ")} ended with ${exitCode}: ${stdout}${stderr}`);
  }
  return stdout;
}

export function tryToExecute(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Run {
  const env = { ...inherited(), CI: "1", ...environment };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", env });
  return { exitCode: status, stdout, stderr };
}
