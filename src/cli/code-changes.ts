import { Command } from "commander";
import { existsSync, lstatSync } from "node:fs";
import { join, posix } from "node:path";
import { checkSource } from "../config/check";
import { filesBeside, namedPaths } from "../config/named-files";
import { orgFiles } from "../config/org-files";
import { readSource } from "../config/read-source";
import { codeChanges, type Tree } from "../delivery/code/code-changes";
import { treeOf } from "../delivery/code/tree-of";
import { UsageError } from "../failure";
import { type Action } from "./action";
import { configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";

interface Options {
  readonly base: string;
  readonly head: string;
  readonly config?: string;
}

export function codeChangesCommand(action: Action): Command {
  return new Command("code-changes")
    .description(
      "List what differs between two checkouts beside the org file, the files that it names, and Markdown: the tool, the workflows, everything that decides.",
    )
    .requiredOption("--base <dir>", "checkout of the base")
    .requiredOption("--head <dir>", "checkout of the head")
    .addOption(configOption().default(undefined, "the org file that the checkouts have"))
    .addHelpText("after", "\nThe command prints JSON, as `plan-summary --code-changes` takes it.")
    .addHelpText("after", example("code-changes --base base --head head"))
    .action(action(codeChangesIn));
}

export function codeChangesIn({ base, head, config }: Options, context: Context): number {
  const directories = [base, head].map((directory) => pathOf(directory, context));
  const [before = new Map<string, string>(), after = new Map<string, string>()] = directories.map(read);
  const named = config || context.environment.STRONGROOM_CONFIG;
  const files = named ? [posix.normalize(named)] : [...orgFiles];
  const paths = directories.flatMap((directory) => files.flatMap((file) => filesOf(directory, file)));
  const data = new Set(paths.filter((file) => isPlain(file, before) && isPlain(file, after)));
  context.stdout.write(`${JSON.stringify(codeChanges(before, after, data), null, 2)}\n`);
  return 0;
}

/** @throws UsageError */
function read(directory: string): Tree {
  if (!existsSync(directory)) {
    throw new UsageError(`${directory}: no such directory: check the revision out there`);
  }
  return treeOf(directory);
}

/** The org file and what it names; nothing where it is missing, or is no file. */
function filesOf(directory: string, file: string): string[] {
  const path = join(directory, file);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) {
    return [file];
  }
  const { shaped } = checkSource(readSource(path, file), filesBeside(path, file));
  return [file, ...(shaped ? namedPaths(shaped).map((name) => posix.join(posix.dirname(file), name)) : [])];
}

/** What is no file in either checkout, such as a link, is not what a reviewer sees: it stays code. */
function isPlain(file: string, tree: Tree): boolean {
  return !(tree.get(file) ?? "").includes(" ");
}
