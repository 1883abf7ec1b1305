/** The built programs, run as a user runs them. */

import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../config/valid";

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(
  program: "main" | "strongroom",
  args: readonly string[],
  environment: Record<string, string> = {},
  workingDirectory = repository,
): Run {
  const inherited = { ...process.env };
  delete inherited.STRONGROOM_CONFIG;
  delete inherited.CDKTF_OUTDIR;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "dist", `${program}.js`), ...args], {
    cwd: workingDirectory,
    encoding: "utf8",
    env: { ...inherited, NO_COLOR: "1", ...environment },
  });
  return { exitCode: status, stdout, stderr };
}

/** The same without blocking: for programs that need something of the test while they run. */
export function start(
  program: "strongroom",
  args: readonly string[],
  environment: Record<string, string>,
): Promise<Run> {
  return new Promise((resolve) => {
    const file = join(repository, "dist", `${program}.js`);
    const options = { env: { ...process.env, NO_COLOR: "1", ...environment }, maxBuffer: 2 ** 26 };
    const child = execFile(process.execPath, [file, ...args], options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

/** A directory that is there for one test file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-cli-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Every file below the directory with its content. */
export function filesBelow(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(directory.length + 1), readFileSync(file, "utf8")]),
  );
}
