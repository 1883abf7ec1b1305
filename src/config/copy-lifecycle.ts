import { type OrgConfig } from "./schema/org-config";

type RuleConfig = OrgConfig["backupPlans"][number]["rules"][number];
export type CopyConfig = RuleConfig["copies"][number];

/** Whether a copy says anything of its own about how long it is kept: to AWS, an empty lifecycle is none. */
export function hasOwnLifecycle({ lifecycle }: CopyConfig): boolean {
  return lifecycle !== undefined && Object.keys(lifecycle).length > 0;
}
