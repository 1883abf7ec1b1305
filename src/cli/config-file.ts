/** Which file is the config. */

import { Option } from "commander";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { orgFiles } from "../config/org-files";
import { UsageError } from "../failure";
import { type Context, pathOf } from "./context";

export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** As a person standing in the working directory would write it. */
  readonly name: string;
}

export function configOption(): Option {
  return new Option("--config <file>", "org file (default: $STRONGROOM_CONFIG, else org.yaml, else config/org.yaml)");
}

/**
 * The file that is named, or else that of STRONGROOM_CONFIG, or else the one that the project has.
 * @throws UsageError where nobody names a file, and the project has none or two
 */
export function configFile(named: string | undefined, context: Context): ConfigFile {
  const file = configFileIfAny(named, context);
  if (file === undefined) {
    throw new UsageError(
      `${context.projectDirectory} has neither ${orgFiles.join(" nor ")}: name the org file with --config or STRONGROOM_CONFIG, or create one with \`strongroom init\``,
    );
  }
  return file;
}

/**
 * The same for a command that can do without.
 * @throws UsageError where nobody names a file, and the project has two
 */
export function configFileIfAny(named: string | undefined, context: Context): ConfigFile | undefined {
  const { environment, projectDirectory, workingDirectory } = context;
  const name = named || environment.STRONGROOM_CONFIG;
  if (name) {
    return { name, path: pathOf(name, context) };
  }
  const candidates = orgFiles.map((file) => join(projectDirectory, file)).filter((file) => existsSync(file));
  const [path, other] = candidates;
  if (path === undefined) {
    return undefined;
  }
  if (other !== undefined) {
    throw new UsageError(`both ${path} and ${other} exist: choose one with --config or STRONGROOM_CONFIG`);
  }
  return { name: relative(workingDirectory, path), path };
}

/**
 * The same for a command that takes the file as its argument too.
 * @throws UsageError where argument and option name one each
 */
export function subjectFile(argument: string | undefined, option: string | undefined, context: Context): ConfigFile {
  if (argument !== undefined && option !== undefined) {
    throw new UsageError(`the org file is given twice, ${argument} and ${option}: remove one`);
  }
  return configFile(argument ?? option, context);
}
