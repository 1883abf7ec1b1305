/** Backup plans of the config as the plans that AWS can hold. */

import { backupVaultArn } from "../aws/arn";
import { everyResourceType } from "../aws/backup-services";
import { lifecycleOfCopy } from "../aws/lifecycle";
import { type Partition } from "../aws/regions";
import { type CopyConfig, hasOwnLifecycle } from "../config/copy-lifecycle";
import { copiesWithinRegion, planNameIn } from "../config/plan-names";
import { type OrgConfig } from "../config/schema/org-config";
import { conditionsOf, takesEveryType } from "../config/selected";
import {
  type BackupPlan,
  type BackupPlanGroup,
  type BackupRule,
  type CopyAction,
  type PolicyTarget,
  type Selection,
} from "./deployment";
import { sorted, sortedBy } from "./sorted";

type PlanConfig = OrgConfig["backupPlans"][number];
type RuleConfig = PlanConfig["rules"][number];

export interface PlanSurroundings {
  /** Governed Regions, sorted. */
  readonly regions: readonly string[];
  readonly targets: readonly PolicyTarget[];
  readonly localVaultName: string;
  readonly centralVaultName: string;
  readonly centralAccountId: string;
  readonly partition: Partition;
}

/**
 * Resolves one plan. A copy without a Region goes to the Region of its backup, and its ARN must be literal, so such a
 * plan becomes one per Region, named `<plan>_<Region>`; the names do not change when a Region comes or goes.
 */
export function resolveBackupPlanGroup(plan: PlanConfig, surroundings: PlanSurroundings): BackupPlanGroup {
  const regions = plan.regions ? sorted(plan.regions) : surroundings.regions;
  const rulesIn = (sourceRegion: string) =>
    sortedBy(plan.rules, ({ name }) => name).map((rule) => resolveRule(rule, sourceRegion, surroundings));
  return {
    name: plan.name,
    targets: surroundings.targets,
    selection: resolveSelection(plan.select),
    enforcement: plan.enforcement,
    plans: copiesWithinRegion(plan)
      ? regions.map((region): BackupPlan => ({
          name: planNameIn(plan, region),
          regions: [region],
          rules: rulesIn(region),
        }))
      : [{ name: plan.name, regions, rules: rulesIn("") }],
  };
}

function resolveRule(rule: RuleConfig, sourceRegion: string, surroundings: PlanSurroundings): BackupRule {
  return {
    ...rule,
    targetVaultName: surroundings.localVaultName,
    copies: resolveCopies(rule, sourceRegion, surroundings),
  };
}

/**
 * AWS keys copy actions by their target. Two copies of one rule meet in one vault where a copy within the Region runs
 * in the Region that another copy names: there the one that is kept longer stands for both.
 */
function resolveCopies(rule: RuleConfig, sourceRegion: string, surroundings: PlanSurroundings): CopyAction[] {
  const { partition, centralAccountId, centralVaultName } = surroundings;
  const keptDays = (copy: CopyConfig) =>
    lifecycleOfCopy(copy.lifecycle, rule.lifecycle).deleteAfterDays ?? Number.POSITIVE_INFINITY;
  const byVault = new Map<string, CopyConfig>();
  for (const copy of sortedBy(rule.copies, (candidate) => JSON.stringify(candidate))) {
    const vaultArn = backupVaultArn(partition, copy.region ?? sourceRegion, centralAccountId, centralVaultName);
    const other = byVault.get(vaultArn);
    if (!other || keptDays(copy) > keptDays(other)) {
      byVault.set(vaultArn, copy);
    }
  }
  return sortedBy(byVault, ([vaultArn]) => vaultArn).map(([vaultArn, copy]) => ({
    vaultArn,
    lifecycle: hasOwnLifecycle(copy) ? copy.lifecycle : undefined,
  }));
}

function resolveSelection(select: PlanConfig["select"]): Selection {
  return "tag" in select
    ? { by: "tag", key: select.tag.key, values: sorted(new Set(select.tag.values)) }
    : {
        by: "resourceTypes",
        resourceTypes: takesEveryType(select) ? [everyResourceType] : [...new Set(select.resourceTypes)].sort(),
        excludeResourceTypes: [...new Set(select.excludeResourceTypes ?? [])].sort(),
        conditions: sortedBy(
          sortedBy(conditionsOf(select), ({ value }) => value),
          ({ key }) => key,
        ),
      };
}
