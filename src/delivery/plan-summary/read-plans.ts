/** The plans that a summary is made from. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sortedBy } from "../../model/sorted";
import { lastApplyName, readLastApply } from "../../terraform/last-apply";
import { planFileName, readPlanFile, type StackPlan, UnreadablePlan } from "../../terraform/plan-file";

export interface FoundPlan extends StackPlan {
  readonly file: string;
}

/**
 * The plans in files, and in every plan.json below directories, in the order of their stacks.
 * @param mayBeEmpty whether a directory without a plan is one of a change that plans nothing
 * @throws UnreadablePlan
 */
export function readPlans(paths: readonly string[], mayBeEmpty: boolean): FoundPlan[] {
  const plans = paths
    .flatMap((path) => planFiles(path, mayBeEmpty))
    .map((file): FoundPlan => ({ ...readPlanFile(file), file }));
  for (const { file, stackId } of plans) {
    const other = plans.find((candidate) => candidate.file !== file && candidate.stackId === stackId);
    if (other) {
      throw new UnreadablePlan(`${file}: this and ${other.file} are both plans of ${stackId}: name only one of them`);
    }
  }
  return sortedBy(plans, ({ stackId }) => stackId);
}

/** Ids of the stacks below the directories whose apply did not finish, and that were not planned since, sorted. */
export function unfinishedApplies(paths: readonly string[]): string[] {
  return paths
    .filter(isDirectory)
    .flatMap((path) => filesNamed(lastApplyName, path))
    .map((file) => dirname(file))
    .filter((directory) => readLastApply(directory)?.finished === false)
    .map((directory) => basename(directory))
    .sort();
}

function planFiles(path: string, mayBeEmpty: boolean): string[] {
  if (!isDirectory(path)) {
    return [path];
  }
  const files = filesNamed(planFileName, path);
  if (files.length === 0 && !mayBeEmpty) {
    throw new UnreadablePlan(
      `${path}: contains no ${planFileName}: write it with \`strongroom plan\`, or say with --expect "" that there is nothing to plan`,
    );
  }
  return files;
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function filesNamed(name: string, directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((path) => join(directory, path))
    .filter((file) => basename(file) === name);
}
