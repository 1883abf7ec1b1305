/** The services that AWS Backup protects, under the names of its opt-in settings. */

import { type Partition } from "./regions";

export interface BackupService {
  /** ARN patterns after `arn:<partition>:`, as `resource_types` of a backup policy takes them. */
  readonly arnPatterns: readonly string[];
  /**
   * Whether every Region takes the opt-in key. UpdateRegionSettings refuses a key that its Region does not support, so
   * Strongroom states the others only where the config names them and leaves them as they are elsewhere.
   */
  readonly everyRegion: boolean;
  /** Whether full management by AWS Backup is a setting of its own (`ResourceTypeManagementPreference`). */
  readonly managementSetting: boolean;
  /** Whether Strongroom turns full management on: without it, AWS Backup cannot copy a DynamoDB table at all. */
  readonly advancedFeatures: boolean;
  /** Whether recovery points can be copied to another account and Region. */
  readonly copies: "everywhere" | "notFromOptInRegions" | "never";
  /** Whether recovery points can move to cold storage. */
  readonly coldStorage: boolean;
  /** Whether the service has continuous backups (point-in-time recovery). */
  readonly continuousBackup: boolean;
}

/**
 * Every service, by opt-in key.
 *
 * Sources: Terraform AWS provider, `aws_backup_region_settings` (keys; issues 21801 and 30881 on keys that a Region
 * lacks); AWS Organizations User Guide, "Backup policy syntax and examples" (ARN patterns; Aurora, DocumentDB and
 * Neptune share one); AWS Backup Developer Guide, "Feature availability" (mid-2026; copies, cold storage, continuous
 * backups) and "Advanced DynamoDB backup". Which keys every Region takes is Strongroom's cautious reading, and FSx stands
 * for its four file systems, of which ONTAP cannot be copied. Read 2026-11-21.
 */
const services = {
  Aurora: service("rds:*:*:cluster:*", { continuousBackup: true }),
  CloudFormation: service("cloudformation:*:*:stack/*", {
    managementSetting: true,
    copies: "notFromOptInRegions",
    coldStorage: true,
  }),
  DSQL: service("dsql:*:*:cluster/*", { everyRegion: false, managementSetting: true, coldStorage: true }),
  DocumentDB: service("rds:*:*:cluster:*", { everyRegion: false, copies: "notFromOptInRegions" }),
  DynamoDB: service("dynamodb:*:*:table/*", { managementSetting: true, advancedFeatures: true, coldStorage: true }),
  EBS: service("ec2:*:*:volume/*", { coldStorage: true }),
  EC2: service("ec2:*:*:instance/*"),
  EFS: service("elasticfilesystem:*:*:file-system/*", {
    managementSetting: true,
    advancedFeatures: true,
    coldStorage: true,
  }),
  EKS: service("eks:*:*:cluster/*", { everyRegion: false }),
  FSx: service(["fsx:*:*:file-system/*", "fsx:*:*:volume/*"], { everyRegion: false }),
  Neptune: service("rds:*:*:cluster:*", { everyRegion: false, copies: "notFromOptInRegions" }),
  RDS: service("rds:*:*:db:*", { continuousBackup: true }),
  Redshift: service("redshift:*:*:cluster:*", { everyRegion: false, copies: "never" }),
  "Redshift Serverless": service("redshift-serverless:*:*:namespace/*", { everyRegion: false, copies: "never" }),
  S3: service("s3:::*", { continuousBackup: true }),
  "SAP HANA on Amazon EC2": service("ssm-sap:*:*:HANA/*", {
    everyRegion: false,
    coldStorage: true,
    continuousBackup: true,
  }),
  "Storage Gateway": service("storagegateway:*:*:gateway/*", { everyRegion: false }),
  Timestream: service("timestream:*:*:database/*", {
    everyRegion: false,
    copies: "notFromOptInRegions",
    coldStorage: true,
  }),
  VirtualMachine: service("backup-gateway:*:*:vm/*", { everyRegion: false, coldStorage: true }),
};

export type ResourceType = keyof typeof services;

export const backupServices: Readonly<Record<ResourceType, BackupService>> = services;

export const resourceTypes = Object.keys(services) as ResourceType[];

/** The ARN patterns of the types, sorted, each once. */
export function resourceTypeArns(partition: Partition, types: readonly ResourceType[]): string[] {
  const patterns = types.flatMap((type) => services[type].arnPatterns);
  return [...new Set(patterns.map((pattern) => `arn:${partition}:${pattern}`))].sort();
}

function service(
  arnPatterns: string | readonly string[],
  options: Partial<Omit<BackupService, "arnPatterns">> = {},
): BackupService {
  return {
    arnPatterns: typeof arnPatterns === "string" ? [arnPatterns] : arnPatterns,
    everyRegion: true,
    managementSetting: false,
    advancedFeatures: false,
    copies: "everywhere",
    coldStorage: false,
    continuousBackup: false,
    ...options,
  };
}
