/** The command line as a user meets it: in this process, or, where it is about processes, the built program. */

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command } from "commander";
import { type Context } from "../../src/cli/context";
import { run as runProgram } from "../../src/cli/program";
import { repository } from "../config/valid";
import { synthesize } from "../synthesize";

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** When it is, for commands that ask. */
export const now = new Date("2026-03-01T12:00:00Z");

/**
 * Runs a command line in this process.
 * @param extend adds commands, as the program of a process does
 * @param answers of the person at the terminal, where there is one
 */
export async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  workingDirectory = repository,
  projectDirectory = workingDirectory,
  extend?: (program: Command) => void,
  answers: string[] = [],
): Promise<Run> {
  const [stdout, stderr] = [new Text(), new Text()];
  const context: Context = {
    stdout,
    stderr,
    environment: { ...inherited(), ...environment },
    workingDirectory,
    projectDirectory,
    packageDirectory: repository,
    now: () => now,
    synthesize,
    tool: () => undefined,
    ask: answers.length > 0 ? () => Promise.resolve(answers.shift() ?? "") : undefined,
  };
  const exitCode = await runProgram(args, context, extend);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

/** Runs the built program in a process of its own. */
export function spawn(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  workingDirectory = repository,
): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: workingDirectory, env: { ...inherited(), ...environment }, maxBuffer: 2 ** 26 };
    const child = execFile(process.execPath, [program, ...args], options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

export const program = join(repository, "bin", "strongroom.js");

/** The environment without what changes the answers. */
export function inherited(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(STRONGROOM_CONFIG|CDKTF_|INIT_CWD|npm_|NODE_OPTIONS|TF_PLUGIN_CACHE_DIR)/.test(name),
  );
  return { ...Object.fromEntries(others), NO_COLOR: "1" };
}

class Text {
  text = "";

  write(text: string): void {
    this.text += text;
  }
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
