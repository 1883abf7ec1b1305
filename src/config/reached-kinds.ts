/** The kinds of resources that a backup plan can reach. */

import { holdsIn } from "../aws/extent";
import { type BackupResource, backupResources, kindInForce, needsOptIn } from "../aws/backup-services";
import { type OrgConfig } from "./schema/org-config";
import { arnPatternsOf, type Select, takesEveryType } from "./selected";

/**
 * By tag, or with every type: every kind whose service has the opt-in. By type: the kinds of the types, and others that
 * AWS cannot tell from them. Of kinds with and without full management, those that the setting leaves.
 */
export function kindsReached(select: Select, { serviceOptIn }: Pick<OrgConfig, "serviceOptIn">): BackupResource[] {
  const patterns = arnPatternsOf(select);
  return backupResources.filter((kind) => {
    const { type, arnPattern } = kind;
    const isTaken = patterns ? patterns.has(`arn:aws:${arnPattern}`) : true;
    const counts = serviceOptIn.includes(type) || (!takesEveryType(select) && !needsOptIn(type));
    return isTaken && counts && kindInForce(kind, serviceOptIn.includes(type)) === kind;
  });
}

export interface ReachedInRegion {
  readonly region: string;
  readonly kinds: readonly BackupResource[];
}

/** The kinds by Region, without Regions that have none of them. Where no Region has one, all that are selected. */
export function reachedByRegion(kinds: readonly BackupResource[], regions: readonly string[]): ReachedInRegion[] {
  const reached = regions.map((region) => ({
    region,
    kinds: kinds.filter(({ features }) => holdsIn(features.available, region)),
  }));
  const some = reached.filter((one) => one.kinds.length > 0);
  return some.length > 0 || kinds.length === 0 ? some : regions.map((region) => ({ region, kinds }));
}
