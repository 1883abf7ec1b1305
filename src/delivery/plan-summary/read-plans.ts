/** The plans that a summary is made from. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { sortedBy } from "../../model/sorted";
import { planFileName, readPlanFile, type StackPlan, UnreadablePlan } from "../../terraform/plan-file";

/**
 * The plans in files, and in every plan.json below directories, in the order of their stacks.
 * @param mayBeEmpty whether a directory without a plan is one of a change that plans nothing
 * @throws UnreadablePlan
 */
export function readPlans(paths: readonly string[], mayBeEmpty: boolean): StackPlan[] {
  const plans = paths
    .flatMap((path) => planFiles(path, mayBeEmpty))
    .map((file) => ({ file, plan: readPlanFile(file) }));
  for (const { file, plan } of plans) {
    const other = plans.find((candidate) => candidate.file !== file && candidate.plan.stackId === plan.stackId);
    if (other) {
      throw new UnreadablePlan(
        `${file}: this and ${other.file} are both plans of ${plan.stackId}: name only one of them`,
      );
    }
  }
  return sortedBy(
    plans.map(({ plan }) => plan),
    ({ stackId }) => stackId,
  );
}

function planFiles(path: string, mayBeEmpty: boolean): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    return [path];
  }
  const files = readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((file) => basename(file) === planFileName);
  if (files.length === 0 && !mayBeEmpty) {
    throw new UnreadablePlan(
      `${path}: contains no ${planFileName}: write it with \`strongroom plan\`, or say with --expect "" that there is nothing to plan`,
    );
  }
  return files;
}
