/** What AWS Backup can do in a Region, whatever the kind of resource. */

import { except, type Extent, holdsIn } from "./extent";
import { type Partition, regions } from "./regions";

interface RegionFeature {
  /** As the documentation calls it. */
  readonly name: string;
  readonly available: Extent;
  /** Page and section, and when it was read. */
  readonly source: string;
}

const china = "cn-north-1 cn-northwest-1";
const govCloud = "us-gov-east-1 us-gov-west-1";
const europeanSovereignCloud = "eusc-de-east-1";

const featureAvailability = "AWS Backup Developer Guide, “Feature availability by AWS Region”. Read 2026-11-26.";

export const regionFeatures = {
  backupPolicies: {
    name: "cross-account management, and so backup policies",
    available: except(`ap-east-2 ap-southeast-6 ap-southeast-7 mx-central-1 ${europeanSovereignCloud}`),
    source: featureAvailability,
  },
  copies: {
    name: "copies",
    available: except(europeanSovereignCloud),
    source: featureAvailability,
  },
  airGappedVaults: {
    name: "logically air-gapped vaults",
    available: except(
      `ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 mx-central-1 ${china} ${govCloud}`,
    ),
    source: `${featureAvailability} It does not say whether they are in the AWS European Sovereign Cloud.`,
  },
  restoreTesting: {
    name: "restore testing",
    available: except(`${china} ${govCloud} ${europeanSovereignCloud}`),
    source:
      "AWS Backup Developer Guide, “Document history”, 14 July 2026 (ap-east-2, ap-southeast-5, ap-southeast-6, " +
      `ap-southeast-7, ca-west-1, il-central-1 and mx-central-1), and “Feature availability by AWS Region”. Read 2026-11-26.`,
  },
  auditManager: {
    name: "AWS Backup Audit Manager",
    available: except(china),
    source: `${featureAvailability} Only China was looked up.`,
  },
} as const satisfies Record<string, RegionFeature>;

export function hasBackupPolicies(region: string): boolean {
  return holdsIn(regionFeatures.backupPolicies.available, region);
}

/** Whether some Region of the partition has backup policies. */
export function isGovernable(partition: Partition): boolean {
  return regions.some(({ name, partition: own }) => own === partition && hasBackupPolicies(name));
}
