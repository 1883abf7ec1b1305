/** What is said of rules that a plan takes from a template of AWS Backup by `use`, instead of writing them. */

import { documentation } from "../about";
import { type Problem } from "./rule";
import { type OrgConfig } from "./schema/org-config";

type PlanConfig = OrgConfig["backupPlans"][number];

/** A hint that asks for other rules, for plans whose rules may be those of a preset: nobody can edit these. */
export function hintWithPreset(hint: string, ...plans: readonly Pick<PlanConfig, "use">[]): string {
  return plans.some(({ use }) => use !== undefined)
    ? `${hint} The rules of a preset are fixed: take another preset, or write \`rules\` (${documentation("configuration.md")}#presets has them).`
    : hint;
}

/**
 * The problem as it is to be shown: what is wrong with a rule of a preset is wrong with the `use` that the file has, and
 * says which rule it is.
 */
export function asOfPreset({ backupPlans }: OrgConfig, problem: Problem): Problem {
  const [section, planIndex, key, ruleIndex] = problem.path;
  const plan = section === "backupPlans" && key === "rules" ? backupPlans[Number(planIndex)] : undefined;
  if (plan?.use === undefined) {
    return problem;
  }
  const rule = plan.rules[Number(ruleIndex)];
  const whose = rule ? `rule \`${rule.name}\` of the preset \`${plan.use}\`` : `the preset \`${plan.use}\``;
  return {
    path: ["backupPlans", Number(planIndex), "use"],
    message: `${whose}: ${problem.message}`,
    hint: hintWithPreset(problem.hint, plan),
  };
}
