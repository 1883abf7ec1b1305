/** Which values of a tag the backup plans below a target select. */

import { type ResourceType, resourceTypes } from "../aws/backup-services";
import { type SelectedTagValues } from "../guardrails/guardrail";
import { grouped } from "../grouped";
import { type OrgConfig } from "./schema/org-config";
import { accepts, demandsOf, namedValues, takesType } from "./selected";
import { type AccountConfig, workloadAccountsBelow } from "./targets";

/**
 * Only values that the plans name: patterns and what a tag is not name none. A value keeps every backup where a plan
 * selects it that asks for no other tag, for every account, Region and type for which some plan asks for the tag.
 */
export function selectedTagValues(config: OrgConfig, target: string, key: string): SelectedTagValues {
  const plans = config.backupPlans.flatMap((plan) => {
    const demands = demandsOf(plan.select);
    const demand = demands.get(key);
    return demand
      ? [
          {
            demand,
            select: plan.select,
            alone: demands.size === 1,
            regions: plan.regions ?? config.regions,
            reached: new Set(workloadAccountsBelow(config, plan.targets)),
          },
        ]
      : [];
  });
  const below = workloadAccountsBelow(config, [target]);
  const reachedBy = (account: AccountConfig) => plans.filter(({ reached }) => reached.has(account));
  // Of thousands of accounts, many have the same plans.
  const alike = [
    ...grouped(below, (account) =>
      reachedBy(account)
        .map((plan) => plans.indexOf(plan))
        .join(),
    ).values(),
  ]
    .flatMap(([account]) => (account ? [reachedBy(account)] : []))
    .filter((reaching) => reaching.length > 0);
  const anywhere = [
    ...new Set(
      alike.flat().flatMap(({ demand }) => (namedValues(demand) ?? []).filter((value) => accepts(demand, value))),
    ),
  ].sort();
  const takes = ({ regions, select }: (typeof plans)[number], region: string, type: ResourceType) =>
    regions.includes(region) && takesType(select, type);
  const keepsBackups = (value: string) =>
    alike.every((reaching) => {
      const selecting = reaching.filter(({ alone, demand }) => alone && accepts(demand, value));
      return config.regions.every((region) =>
        resourceTypes.every(
          (type) =>
            !reaching.some((plan) => takes(plan, region, type)) || selecting.some((plan) => takes(plan, region, type)),
        ),
      );
    });
  return { anywhere, keepingBackups: anywhere.filter(keepsBackups) };
}
