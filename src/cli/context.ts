/** What a command reads and writes besides its options, so that it runs in any process. */

import { resolve } from "node:path";
import { type Ask } from "./ask";
import { type Synthesize } from "../synthesis/synthesize";

/** A stream that takes text. */
export interface Output {
  readonly isTTY?: boolean;
  /** Of a terminal. */
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface Context {
  /** Takes the answer alone. */
  readonly stdout: Output;
  /** Takes what is for people. */
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** Absolute. What a person writes is relative to it. */
  readonly workingDirectory: string;
  /** Absolute. Where the config and the output are that nobody names. */
  readonly projectDirectory: string;
  /** Absolute. Where package.json of the Strongroom that runs is. */
  readonly packageDirectory: string;
  readonly now: () => Date;
  readonly synthesize: Synthesize;
  /** Undefined where nobody is there to answer. */
  readonly ask: Ask | undefined;
  /** Digest of the program that runs; undefined where it cannot be told. */
  readonly tool: () => string | undefined;
}

/** The absolute path of what a person wrote. */
export function pathOf(path: string, { workingDirectory }: Pick<Context, "workingDirectory">): string {
  return resolve(workingDirectory, path);
}

/**
 * Where a person stands. `npm run` changes to the directory of package.json, and names in INIT_CWD where it was called;
 * a script that goes elsewhere by itself means the directory to which it went.
 * Source: npm documentation, "npm run-script" and "scripts". Read 2026-11-26.
 */
export function directoriesOf(
  environment: NodeJS.ProcessEnv,
  current: string,
): Pick<Context, "workingDirectory" | "projectDirectory"> {
  const { INIT_CWD: calledFrom, npm_package_json: manifest } = environment;
  const byNpm = calledFrom && manifest && resolve(manifest, "..") === current;
  return { workingDirectory: byNpm ? calledFrom : current, projectDirectory: current };
}
