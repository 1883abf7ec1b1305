/** The services that AWS Backup protects, under the names of its opt-in settings. */

import { type Partition } from "./regions";

export interface BackupService {
  /** ARN pattern after `arn:<partition>:`, as `resource_types` of a backup policy takes it. */
  readonly arnPattern: string;
  /**
   * Whether every Region takes the opt-in key. UpdateRegionSettings refuses a key that its Region does not support, so
   * Strongroom states the others only where the config names them and leaves them as they are elsewhere.
   */
  readonly everyRegion: boolean;
  /** Whether full management by AWS Backup is a setting of its own (`ResourceTypeManagementPreference`). */
  readonly managementSetting: boolean;
  /** Whether Strongroom turns full management on: without it, AWS Backup cannot copy a DynamoDB table at all. */
  readonly advancedFeatures: boolean;
}

/**
 * Every service, by opt-in key.
 *
 * Sources: Terraform AWS provider, `aws_backup_region_settings` (keys; issues 21801 and 30881 on keys that a Region
 * lacks); AWS Organizations User Guide, "Backup policy syntax and examples" (ARN patterns; Aurora, DocumentDB and
 * Neptune share one); AWS Backup Developer Guide, "Advanced DynamoDB backup" and "Feature availability" (mid-2026).
 * Which keys every Region takes is Strongroom's cautious reading. Read 2026-11-21.
 */
const services = {
  Aurora: service("rds:*:*:cluster:*"),
  CloudFormation: service("cloudformation:*:*:stack/*", { managementSetting: true }),
  DSQL: service("dsql:*:*:cluster/*", { everyRegion: false, managementSetting: true }),
  DocumentDB: service("rds:*:*:cluster:*", { everyRegion: false }),
  DynamoDB: service("dynamodb:*:*:table/*", { managementSetting: true, advancedFeatures: true }),
  EBS: service("ec2:*:*:volume/*"),
  EC2: service("ec2:*:*:instance/*"),
  EFS: service("elasticfilesystem:*:*:file-system/*", { managementSetting: true, advancedFeatures: true }),
  EKS: service("eks:*:*:cluster/*", { everyRegion: false }),
  FSx: service("fsx:*:*:file-system/*", { everyRegion: false }),
  Neptune: service("rds:*:*:cluster:*", { everyRegion: false }),
  RDS: service("rds:*:*:db:*"),
  Redshift: service("redshift:*:*:cluster:*", { everyRegion: false }),
  "Redshift Serverless": service("redshift-serverless:*:*:namespace/*", { everyRegion: false }),
  S3: service("s3:::*"),
  "SAP HANA on Amazon EC2": service("ssm-sap:*:*:HANA/*", { everyRegion: false }),
  "Storage Gateway": service("storagegateway:*:*:gateway/*", { everyRegion: false }),
  Timestream: service("timestream:*:*:database/*", { everyRegion: false }),
  VirtualMachine: service("backup-gateway:*:*:vm/*", { everyRegion: false }),
};

export type ResourceType = keyof typeof services;

export const backupServices: Readonly<Record<ResourceType, BackupService>> = services;

export const resourceTypes = Object.keys(services) as ResourceType[];

/** The ARN patterns of the types, sorted, each once. */
export function resourceTypeArns(partition: Partition, types: readonly ResourceType[]): string[] {
  return [...new Set(types.map((type) => `arn:${partition}:${services[type].arnPattern}`))].sort();
}

function service(arnPattern: string, options: Partial<Omit<BackupService, "arnPattern">> = {}): BackupService {
  return { arnPattern, everyRegion: true, managementSetting: false, advancedFeatures: false, ...options };
}
