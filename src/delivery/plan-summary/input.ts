/** The files that a summary is made from. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { checkSource } from "../../config/check";
import { filesBeside } from "../../config/named-files";
import { readSource } from "../../config/read-source";
import { shellWord } from "../../shell-word";
import { UnreadableFile } from "../../text-file";
import { resolveDeployment } from "../../model/resolve";
import { sortedBy } from "../../model/sorted";
import { buildDocuments } from "../../policies/documents";
import { planFileName, readPlanFile, type StackPlan, UnreadablePlan } from "../../terraform/plan-file";
import { type Built } from "../../answers/validate";

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
      throw new UnreadablePlan(`${file}: is a plan of ${plan.stackId}, and so is ${other.file}: name one of them`);
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
      `${path}: holds no ${planFileName}: write it with \`strongroom plan\`, or say with --expect "" that there is nothing to plan`,
    );
  }
  return files;
}

/**
 * Reads a config with the files that it names.
 * @throws UnreadableFile where there is no config, or one with errors
 */
export function readOrganization(file: string): Built {
  const { config, files, findings } = checkSource(readSource(file), filesBeside(file));
  if (!config) {
    const problem = findings.find(({ severity }) => severity === "error")?.message ?? "it has errors";
    throw new UnreadableFile(file, `${problem}: run \`strongroom validate ${shellWord(file)}\``);
  }
  const deployment = resolveDeployment(config, files);
  return { deployment, documents: buildDocuments(deployment) };
}
