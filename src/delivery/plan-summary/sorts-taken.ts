/** Which sorts of resources a change is about: with continuous backups, and without, which get snapshots in their place. */

import { backupResources } from "../../aws/backup-services";
import { type Sort, sorts as both, sortsOf } from "../../aws/rule-overlaps";
import { starPatternsMeet } from "../../aws/wildcard";
import { type PlacedPlan } from "./backup-plan";

/** Those of the kinds that an ARN, or a pattern of ARNs, can be of; both where it is of none that AWS Backup has today. */
export function sortsOfArn(arn: string): readonly Sort[] {
  const sorts = sortsOf(backupResources.filter(({ arnPattern }) => arnsMeet(arn, `arn:*:${arnPattern}`)));
  return sorts.size === 0 ? both : both.filter((sort) => sorts.has(sort));
}

/** Those of the kinds that a plan takes; both where it takes every kind with a tag: no policy says what has opt-in. */
export function sortsTaken({ selection }: PlacedPlan): readonly Sort[] {
  const parts = [...selection].map(([path, values]) => ({ by: path.split("/")[0], part: path.split("/")[2], values }));
  const patterns = parts.flatMap(({ part, values }) => (part === "resource_types" ? values : []));
  const sorts = new Set(patterns.flatMap(sortsOfArn));
  return sorts.size === 0 || parts.some(({ by }) => by === "tags") ? both : both.filter((sort) => sorts.has(sort));
}

/** Part by part, since no part but the last holds a colon. A pattern with fewer parts is compared as a whole. */
function arnsMeet(arn: string, ofKind: string): boolean {
  const [parts, partsOfKind] = [arn, ofKind].map((text) => /^(.*?):(.*?):(.*?):(.*?):(.*?):(.*)$/.exec(text)?.slice(1));
  return parts === undefined || partsOfKind === undefined
    ? starPatternsMeet(arn, ofKind)
    : parts.every((part, index) => starPatternsMeet(part, partsOfKind[index] ?? ""));
}
