/** The files that a summary is made from. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkSource } from "../config/check";
import { readSource, UnreadableFile } from "../config/read-source";
import { resolveDeployment } from "../model/resolve";
import { sortedBy } from "../model/sorted";
import { buildDocuments } from "../policies/documents";
import { planFileName, readPlanFile, type StackPlan } from "../terraform/plan-file";
import { organizationTree } from "./organization-tree";
import { policiesOfDocuments } from "./placed-policies";
import { type ConfiguredOrganization } from "./summary";

/**
 * The plans in files, and in every plan.json below directories, in the order of their stacks. An empty directory is one
 * of a change that plans nothing.
 * @throws UnreadablePlan
 */
export function readPlans(paths: readonly string[]): StackPlan[] {
  return sortedBy(paths.flatMap(planFiles).map(readPlanFile), ({ stackId }) => stackId);
}

function planFiles(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((file) => file.endsWith(`/${planFileName}`));
}

/** @throws UnreadableFile where there is no config, or one with errors */
export function readOrganization(file: string): ConfiguredOrganization {
  const { config, findings } = checkSource(readSource(file));
  if (!config) {
    const problem = findings.find(({ severity }) => severity === "error")?.message ?? "it has errors";
    throw new UnreadableFile(`${file}: ${problem}: run \`strongroom validate ${file}\``);
  }
  const { organizationsPolicies } = buildDocuments(resolveDeployment(config));
  return { tree: organizationTree(config), policies: policiesOfDocuments(organizationsPolicies) };
}
