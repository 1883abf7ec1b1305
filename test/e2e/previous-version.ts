/** The version of the commit before, and what of its resources this one changes. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../config/valid";

/**
 * Builds the program of the commit before HEAD, or of the one that STRONGROOM_UPGRADE_FROM names.
 * @returns the directory, or undefined where the clone does not hold that commit, which is said on standard error
 */
export function buildPrevious(directory: string): string | undefined {
  const revision = process.env.STRONGROOM_UPGRADE_FROM || "HEAD^";
  const options = { cwd: repository, maxBuffer: 2 ** 28 };
  const archive = spawnSync("git", ["archive", "--format=tar", revision], options);
  if (archive.status !== 0) {
    process.stderr.write(
      `NOT RUN: the upgrade from ${revision}, which this clone does not hold: clone with a depth of 2 or more.\n`,
    );
    return undefined;
  }
  mkdirSync(directory);
  execFileSync("tar", ["-x"], { cwd: directory, input: archive.stdout });
  symlinkSync(join(repository, "node_modules"), join(directory, "node_modules"));
  execFileSync(process.execPath, [join("build", "build.mjs")], { cwd: directory });
  return directory;
}

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

/**
 * The changes in the plans of the stacks that the changelog does not name under `What an apply changes`, as
 * `<stack>: <address> <actions>`. There, an address may hold `*`.
 */
export function unnamedChanges(directory: string, stackIds: readonly string[]): string[] {
  const named = namedChanges(readFileSync(join(repository, "CHANGELOG.md"), "utf8"));
  return stackIds.flatMap((stackId) => {
    const { resource_changes: changes = [] } = JSON.parse(
      readFileSync(join(directory, stackId, "plan.json"), "utf8"),
    ) as { resource_changes?: readonly Change[] };
    return changes
      .map(({ address, change }) => ({ address, actions: change.actions.join(" and ") }))
      .filter(({ actions }) => !["no-op", "read"].includes(actions))
      .filter(({ address, actions }) => !named.some((one) => one.actions === actions && one.pattern.test(address)))
      .map(({ address, actions }) => `${stackId}: ${address} ${actions}`);
  });
}

function namedChanges(changelog: string) {
  const [, unreleased = ""] = changelog.split(/^## /m);
  const [, section = ""] = unreleased.split("### What an apply changes");
  return [...section.matchAll(/^\| `([^`]+)` +\| ([\w ]+?) +\|/gm)].map(([, address = "", actions = ""]) => ({
    pattern: new RegExp(`^${address.split("*").map(escaped).join(".*")}$`),
    actions,
  }));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
