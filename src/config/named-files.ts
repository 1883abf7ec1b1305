/** Files that a config names: those of `guardrails.additional`. */

import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, posix, relative, sep, win32 } from "node:path";
import { readText, reasonFor, UnreadableFile } from "../text-file";
import { JsonText } from "./json-text";
import { type OrgConfig } from "./schema/org-config";

/** Why there is no text to a path of the config. */
export interface FileProblem {
  readonly message: string;
  readonly hint: string;
}

/** What the paths of a config lead to, by path as the config writes it. */
export type NamedFiles = ReadonlyMap<string, JsonText | FileProblem>;

/** Gives the text at a path that is relative to the config, with the name of the file for findings. */
export type FileReader = (path: string) => { readonly file: string; readonly text: string } | FileProblem;

/** Largest file, in KiB: six times an SCP of 10,240 characters, for its white space. */
const maximumKibibytes = 64;

/** The paths that a config names, as it writes them. Whatever copies a config takes these files along. */
export function namedPaths({ guardrails }: OrgConfig): string[] {
  return [...new Set(guardrails.additional.map(({ file }) => file))];
}

/** Reads every file that the config names. What cannot be read is a problem, and no exception. */
export function readNamedFiles(config: OrgConfig, read: FileReader): NamedFiles {
  return new Map(
    namedPaths(config).map((path) => {
      const found = refusal(path) ?? read(posix.normalize(path));
      return [path, "text" in found ? new JsonText(found.file, found.text) : found];
    }),
  );
}

/**
 * Reads files in the directory of the config and below, and none to which a symbolic link leads out of it.
 * @param name of the config in findings: theirs are beside it
 */
export function filesBeside(configFile: string, name = configFile): FileReader {
  const directory = dirname(configFile);
  return (path) => {
    const file = join(directory, path);
    try {
      return isInside(directory, file)
        ? readSmallFile(path, file, join(dirname(name), path))
        : leaves(path, ", by a symbolic link");
    } catch (error) {
      const reason = error instanceof UnreadableFile ? error.reason : `cannot be read: ${reasonFor(error, relativity)}`;
      return { message: `\`${path}\` ${reason}`, hint: nameFile };
    }
  };
}

function isInside(directory: string, file: string): boolean {
  const inside = relative(realpathSync(directory), realpathSync(file));
  return !isAbsolute(inside) && inside.split(sep)[0] !== "..";
}

/** Asks what it is before it reads: a named pipe would keep the reader waiting. */
function readSmallFile(path: string, file: string, name: string): ReturnType<FileReader> {
  const stats = statSync(file);
  const kibibytes = Math.ceil(stats.size / 2 ** 10);
  if (!stats.isFile()) {
    return { message: `\`${path}\` is not a file`, hint: nameFile };
  }
  return kibibytes > maximumKibibytes
    ? {
        message: `\`${path}\` has ${kibibytes} KiB; a policy file can have at most ${maximumKibibytes} KiB`,
        hint: "Split it into several guardrails: AWS takes 10,240 characters for each, without white space.",
      }
    : { file: name, text: readText(file, relativity) };
}

/** Gives texts that are in memory already, by path. */
export function filesIn(texts: Readonly<Record<string, string>>): FileReader {
  return (path) => {
    const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
    return text === undefined
      ? { message: `\`${path}\` was not given with the config`, hint: "Give the text of every file that it names." }
      : { file: path, text };
  };
}

const relativity = "paths are relative to the directory of the config";
const nameFile = "Name a JSON file by its path from the directory of the config, as in `scp/ours.json`.";

/** What is wrong with a path by itself. */
function refusal(path: string): FileProblem | undefined {
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) {
    return { message: `\`${path}\` is an absolute path, which other machines do not have`, hint: nameFile };
  }
  if (/[\\\0]/.test(path)) {
    return {
      message: `\`${path}\` has a character that is not allowed in a path`,
      hint: "Separate directories with `/`.",
    };
  }
  return posix.normalize(path).split("/")[0] === ".." ? leaves(path, "") : undefined;
}

function leaves(path: string, how: string): FileProblem {
  return {
    message: `\`${path}\` leaves the directory of the config${how}`,
    hint: "Keep the file in that directory or below it: commands copy the config together with this directory.",
  };
}
