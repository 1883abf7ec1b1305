/** What a plan's `select` comes to, whichever way it says it. */

import { resourceTypeArns } from "../aws/backup-services";
import { type OrgConfig } from "./schema/org-config";

export type Select = OrgConfig["backupPlans"][number]["select"];

/** Tag values by tag key, one of which a resource must carry for each key. */
export function tagsOf(select: Select): ReadonlyMap<string, readonly string[]> {
  return "tag" in select
    ? new Map([[select.tag.key, select.tag.values]])
    : new Map(Object.entries(select.tags ?? {}).map(([key, value]) => [key, [value]]));
}

/** ARN patterns of the types, without the excluded ones; undefined where a plan takes every type. */
export function arnPatternsOf(select: Select): ReadonlySet<string> | undefined {
  if ("tag" in select) {
    return undefined;
  }
  const excluded = new Set(resourceTypeArns("aws", select.excludeResourceTypes ?? []));
  return new Set(resourceTypeArns("aws", select.resourceTypes).filter((arn) => !excluded.has(arn)));
}
