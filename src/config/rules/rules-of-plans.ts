import { type ConfigPath } from "../../findings/finding";
import { type OrgConfig } from "../schema/org-config";

export type RuleConfig = OrgConfig["backupPlans"][number]["rules"][number];

export interface RuleAt {
  readonly path: ConfigPath;
  readonly rule: RuleConfig;
}

/** The rules of all plans, each with its place. */
export function rulesOf({ backupPlans }: OrgConfig): RuleAt[] {
  return backupPlans.flatMap(({ rules }, plan) =>
    rules.map((rule, index) => ({ path: ["backupPlans", plan, "rules", index], rule })),
  );
}

/** YAML of an example that changes the rule of the plan `daily`. */
export function dailyRule(keys: string): string {
  return `backupPlans: [{ name: daily, rules: [{ name: daily, ${keys} }] }]`;
}
