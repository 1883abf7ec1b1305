import { type OrgConfig } from "./schema/org-config";

type PlanConfig = OrgConfig["backupPlans"][number];

/** Whether a copy goes to the Region of its backup. Copy targets are literal ARNs, so the plan must be one per Region. */
export function copiesWithinRegion({ rules }: PlanConfig): boolean {
  return rules.some(({ copies }) => copies.some(({ region }) => region === undefined));
}

/** Name of the AWS plan of a config plan in a Region. It does not change when another Region comes or goes. */
export function planNameIn(plan: PlanConfig, region: string): string {
  return copiesWithinRegion(plan) ? `${plan.name}_${region}` : plan.name;
}
