/** What AWS Backup can do with the backups of one kind of resource, and where. */

import { type Extent, holdsIn } from "./extent";
import { regionFeatures } from "./region-features";
import { type Partition, regions } from "./regions";

export interface BackupFeatures {
  readonly crossRegionCopy: Extent;
  readonly crossAccountCopy: Extent;
  /** Whether one copy may go to another Region and another account at once. */
  readonly bothInOneCopy: boolean;
  readonly continuousBackup: boolean;
  /** `archive`: only where the policy opts in to the archive of EBS snapshots, which Strongroom does not. */
  readonly coldStorage: "yes" | "archive" | "no";
  readonly restoreTesting: boolean;
  /** Whether a logically air-gapped vault takes the backups. */
  readonly airGappedVault: boolean;
  /** Full management by AWS Backup: with it, backups have ARNs of AWS Backup's own. */
  readonly fullManagement: boolean;
  /** `independent`: by the key of the vault. `inherited`: by the key of the resource, or not at all. */
  readonly encryption: "independent" | "inherited";
  /** Whether the copy of an unencrypted backup stays unencrypted, whatever the key of the vault that it goes to. */
  readonly copiesStayUnencrypted: boolean;
  /** Where AWS Backup works with this kind of resource, provided that the service itself is there. */
  readonly available: Extent;
  /** What a resource must have for a backup of it to work. */
  readonly needs?: string;
  /** What the sources leave open, and how it is read here. */
  readonly remark?: string;
}

/** Why AWS Backup makes no copy in another account. */
export type CopyObstacle = "never" | "sourceRegion" | "targetRegion";

/**
 * What stands against a copy to another account, or undefined where it can be made. AWS says of a Region that copies
 * are not supported there, not whether it means the source or the target: both count. Copies between the two Regions of
 * China are made as elsewhere, and none leaves their partition.
 *
 * Sources: AWS Backup Developer Guide, "Feature availability by AWS Region" (mid-2026). Read 2026-11-21. For copies to
 * other accounts in China: AWS Backup Developer Guide, "Document history", 27 August 2026. Read 2026-11-26.
 */
export function copyObstacle(
  features: BackupFeatures,
  sourceRegion: string,
  targetRegion: string,
): CopyObstacle | undefined {
  const crosses = sourceRegion !== targetRegion;
  if (features.crossAccountCopy === "nowhere" || (crosses && !features.bothInOneCopy)) {
    return "never";
  }
  const holds = (region: string) =>
    holdsIn(regionFeatures.copies.available, region) &&
    holdsIn(features.crossAccountCopy, region) &&
    (!crosses || holdsIn(features.crossRegionCopy, region));
  return holds(sourceRegion) ? (holds(targetRegion) ? undefined : "targetRegion") : "sourceRegion";
}

/** Whether a backup in some Region of the partition can go to another account in the same Region. */
export function isCopiedWithin(features: BackupFeatures, partition: Partition): boolean {
  return regions.some(
    ({ name, partition: own }) =>
      own === partition && holdsIn(features.available, name) && copyObstacle(features, name, name) === undefined,
  );
}

export const chinaRegions = regions.filter(({ partition }) => partition === "aws-cn").map(({ name }) => name);

export const optInRegions = regions.filter(({ optIn }) => optIn).map(({ name }) => name);

/** The features that most kinds of resources have, with what is different. */
export function features(different: Partial<BackupFeatures> = {}): BackupFeatures {
  return {
    crossRegionCopy: "everywhere",
    crossAccountCopy: "everywhere",
    bothInOneCopy: different.crossAccountCopy !== "nowhere",
    continuousBackup: false,
    coldStorage: "no",
    restoreTesting: false,
    airGappedVault: false,
    fullManagement: false,
    encryption: different.fullManagement ? "independent" : "inherited",
    copiesStayUnencrypted: false,
    available: "everywhere",
    ...different,
  };
}
