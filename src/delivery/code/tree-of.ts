/** The files of a directory, as `codeChanges` compares them. */

import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../../digest";
import { type Tree } from "./code-changes";

/** At the top: what Git keeps for itself, and what `npm ci` deletes before it installs. */
const notCompared = new Set([".git", "node_modules"]);

/**
 * Every file below a directory. A symbolic link is what it leads to in words, and nobody follows it; what is neither a file
 * nor a directory counts by its kind.
 */
export function treeOf(directory: string): Tree {
  const tree = new Map<string, string>();
  const visit = (folder: string, path: string) => {
    for (const name of readdirSync(folder)) {
      const [file, below] = [join(folder, name), path === "" ? name : `${path}/${name}`];
      if (path === "" && notCompared.has(name)) {
        continue;
      }
      const stats = lstatSync(file);
      if (stats.isDirectory()) {
        visit(file, below);
      } else if (stats.isSymbolicLink()) {
        tree.set(below, `link ${readlinkSync(file)}`);
      } else {
        tree.set(below, stats.isFile() ? digestOf(readFileSync(file)) : `special ${stats.mode}`);
      }
    }
  };
  visit(directory, "");
  return tree;
}
