/** AWS partitions and their Regions. */

export const partitions = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;
export type Partition = (typeof partitions)[number];

export interface Region {
  readonly name: string;
  readonly partition: Partition;
  /** Disabled in new accounts until somebody enables it. */
  readonly optIn: boolean;
}

function inPartition(partition: Partition, names: string, optIn = false): Region[] {
  return names.split(" ").map((name) => ({ name, partition, optIn }));
}

/**
 * Every Region known to Strongroom, sorted by name.
 *
 * Source: botocore 1.43.11 `data/endpoints.json` for the names; AWS Account Management Reference Guide,
 * "Enable or disable AWS Regions in your account", for opt-in. Read 2026-11-21. The AWS European Sovereign Cloud, since
 * 15 January 2026: AWS Backup Developer Guide, "Feature availability". Read 2026-11-26.
 */
export const regions: readonly Region[] = [
  ...inPartition(
    "aws",
    "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 " +
      "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2",
  ),
  ...inPartition(
    "aws",
    "af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 " +
      "ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1",
    true,
  ),
  ...inPartition("aws-us-gov", "us-gov-east-1 us-gov-west-1"),
  ...inPartition("aws-cn", "cn-north-1 cn-northwest-1"),
  ...inPartition("aws-eusc", "eusc-de-east-1"),
].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The Region of this name, or undefined where AWS has none. */
export function findRegion(name: string): Region | undefined {
  return regions.find((region) => region.name === name);
}
