/** The services that AWS Backup protects, under the names of its opt-in settings, and the resources of each. */

import { type BackupFeatures, type Extent, features, optInRegions } from "./backup-features";
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
  /** The first is what the service's own name stands for. */
  readonly resources: readonly [BackupResource, ...BackupResource[]];
}

/** A kind of resource with features of its own. */
export interface BackupResource {
  readonly name: string;
  /** Other names under which people ask for it. */
  readonly aliases: readonly string[];
  readonly type: ResourceType;
  readonly arnPattern: string;
  readonly features: BackupFeatures;
}

const fileSystem = {
  // AWS Backup makes no copies of these file systems between Regions from or to Bahrain and the UAE.
  crossRegionCopy: { except: ["me-south-1", "me-central-1"] },
  restoreTesting: true,
  airGappedVault: true,
} satisfies Partial<BackupFeatures>;

/** Opt-in Regions whose Neptune backups can go to other Regions of the account. */
const neptuneOptInRegions = ["af-south-1", "ap-east-1", "ap-southeast-3", "il-central-1", "me-south-1", "me-central-1"];

const withoutVirtualMachines =
  "ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 " +
  "eu-central-2 eu-south-2 il-central-1 me-central-1 mx-central-1 cn-north-1 cn-northwest-1";

/**
 * Every service, by opt-in key.
 *
 * Sources: Terraform AWS provider, `aws_backup_region_settings` (keys; issues 21801 and 30881 on keys that a Region
 * lacks); AWS Organizations User Guide, "Backup policy syntax and examples" (ARN patterns; Aurora, DocumentDB and
 * Neptune share one); AWS Backup Developer Guide, "Feature availability" (mid-2026; features and Regions), "Encryption
 * for backups in AWS Backup", "Restore testing" and "Advanced DynamoDB backup". Which keys every Region takes is
 * Strongroom's cautious reading. Read 2026-11-21.
 */
const services = {
  Aurora: service(
    "rds:*:*:cluster:*",
    features({ continuousBackup: true, restoreTesting: true, airGappedVault: true, copiesStayUnencrypted: true }),
  ),
  CloudFormation: service(
    "cloudformation:*:*:stack/*",
    features({
      crossAccountCopy: { except: optInRegions },
      coldStorage: "yes",
      fullManagement: true,
      remark:
        "AWS leaves the column for copies to another account blank, and says that opt-in Regions do not support them: elsewhere they are taken to work. Resources of a stack keep the features of their own type, without point-in-time recovery.",
    }),
    { managementSetting: true },
  ),
  DSQL: service(
    "dsql:*:*:cluster/*",
    features({
      coldStorage: "yes",
      airGappedVault: true,
      fullManagement: true,
      available: only(
        "us-east-1 us-east-2 us-west-2 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 " +
          "ap-southeast-2 ap-southeast-4 ca-central-1 ca-west-1 eu-central-1 eu-north-1 eu-south-2 eu-west-1 eu-west-2 " +
          "eu-west-3 sa-east-1",
      ),
    }),
    { aliases: ["Aurora DSQL"], everyRegion: false, managementSetting: true },
  ),
  DocumentDB: service(
    "rds:*:*:cluster:*",
    features({
      crossRegionCopy: { except: optInRegions },
      crossAccountCopy: { except: optInRegions },
      restoreTesting: true,
      airGappedVault: true,
      copiesStayUnencrypted: true,
      available: except("us-west-1 ap-east-2 ca-west-1 me-south-1 us-gov-east-1"),
    }),
    { everyRegion: false },
  ),
  DynamoDB: service(
    "dynamodb:*:*:table/*",
    features({ coldStorage: "yes", restoreTesting: true, airGappedVault: true, fullManagement: true }),
    {
      aliases: ["DynamoDB advanced", "DynamoDB with advanced features"],
      managementSetting: true,
      advancedFeatures: true,
      others: [
        {
          name: "DynamoDB basic",
          aliases: ["DynamoDB without advanced features"],
          features: features({ crossRegionCopy: "nowhere", crossAccountCopy: "nowhere", restoreTesting: true }),
        },
      ],
    },
  ),
  EBS: service(
    "ec2:*:*:volume/*",
    features({
      coldStorage: "archive",
      restoreTesting: true,
      airGappedVault: true,
      remark: "Snapshots move to the archive only where the policy opts in, at most once a month.",
    }),
  ),
  EC2: service("ec2:*:*:instance/*", features({ restoreTesting: true, airGappedVault: true })),
  EFS: service(
    "elasticfilesystem:*:*:file-system/*",
    features({ coldStorage: "yes", restoreTesting: true, airGappedVault: true, fullManagement: true }),
    { managementSetting: true, advancedFeatures: true },
  ),
  EKS: service(
    "eks:*:*:cluster/*",
    features({
      airGappedVault: true,
      fullManagement: true,
      available: except("cn-north-1 cn-northwest-1"),
      remark:
        "Persistent storage keeps the features of its own type. AWS's table of encryption leaves EKS out: full management stands for it.",
    }),
    { everyRegion: false },
  ),
  FSx: service(
    ["fsx:*:*:file-system/*", "fsx:*:*:volume/*"],
    features({ ...fileSystem, available: except("ap-southeast-6") }),
    {
      name: "FSx for Windows File Server",
      aliases: ["FSx", "FSx Windows"],
      everyRegion: false,
      others: [
        {
          name: "FSx for Lustre",
          aliases: ["FSx Lustre"],
          features: features({ ...fileSystem, available: except("ap-southeast-6") }),
        },
        {
          name: "FSx for ONTAP",
          aliases: ["FSx ONTAP", "FSx for NetApp ONTAP"],
          arnPattern: "fsx:*:*:volume/*",
          features: features({
            crossRegionCopy: "nowhere",
            crossAccountCopy: "nowhere",
            restoreTesting: true,
            available: except("ap-southeast-6 cn-north-1 cn-northwest-1"),
          }),
        },
        {
          name: "FSx for OpenZFS",
          aliases: ["FSx OpenZFS"],
          features: features({
            ...fileSystem,
            airGappedVault: false,
            available: except("ap-southeast-4 ap-southeast-6 cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1"),
            remark:
              "The row of AWS's table looks shifted: restore testing is taken from its guide, and what stands under cold storage is not counted.",
          }),
        },
      ],
    },
  ),
  Neptune: service(
    "rds:*:*:cluster:*",
    features({
      crossRegionCopy: {
        except: optInRegions.filter((region) => !neptuneOptInRegions.includes(region)),
      },
      crossAccountCopy: { except: optInRegions },
      restoreTesting: true,
      airGappedVault: true,
      copiesStayUnencrypted: true,
      available: except("ap-south-2 ap-southeast-6 ap-east-2 ap-southeast-7 eu-south-1 mx-central-1"),
    }),
    { everyRegion: false },
  ),
  RDS: service("rds:*:*:db:*", features({ continuousBackup: true, restoreTesting: true }), {
    aliases: ["RDS instance", "RDS DB instance"],
    others: [
      {
        name: "RDS Multi-AZ cluster",
        aliases: ["RDS cluster", "RDS Multi-AZ DB cluster", "Multi-AZ cluster"],
        arnPattern: "rds:*:*:cluster:*",
        features: features({
          crossRegionCopy: "nowhere",
          crossAccountCopy: "nowhere",
          restoreTesting: true,
          available: except(
            "us-west-1 ap-southeast-6 ap-east-2 ap-southeast-7 mx-central-1 us-gov-east-1 us-gov-west-1",
          ),
          remark:
            "AWS's table ticks both columns of copies, and its footnote 3 says that there are none: the footnote counts. Its ARN is that of a cluster, so a plan that selects the type RDS leaves it out.",
        }),
      },
    ],
  }),
  Redshift: service(
    "redshift:*:*:cluster:*",
    features({
      crossRegionCopy: "nowhere",
      crossAccountCopy: "nowhere",
      remark: "AWS's table has no row for provisioned clusters: no feature is assumed.",
    }),
    { everyRegion: false },
  ),
  "Redshift Serverless": service(
    "redshift-serverless:*:*:namespace/*",
    features({
      crossRegionCopy: "nowhere",
      crossAccountCopy: "nowhere",
      available: except("ca-west-1 me-south-1 us-gov-east-1 us-gov-west-1"),
    }),
    { everyRegion: false },
  ),
  S3: service(
    "s3:::*",
    features({
      continuousBackup: true,
      restoreTesting: true,
      airGappedVault: true,
      fullManagement: true,
      needs: "the bucket has versioning",
    }),
  ),
  "SAP HANA on Amazon EC2": service(
    "ssm-sap:*:*:HANA/*",
    features({
      continuousBackup: true,
      coldStorage: "yes",
      fullManagement: true,
      available: except(`${withoutVirtualMachines} us-gov-east-1 us-gov-west-1`),
    }),
    { aliases: ["SAP HANA"], everyRegion: false },
  ),
  "Storage Gateway": service("storagegateway:*:*:gateway/*", features({ airGappedVault: true }), {
    everyRegion: false,
  }),
  Timestream: service(
    "timestream:*:*:database/*",
    features({
      crossAccountCopy: { except: optInRegions },
      coldStorage: "yes",
      airGappedVault: true,
      fullManagement: true,
      available: only(
        "us-east-1 us-east-2 us-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 eu-central-1 eu-west-1 us-gov-west-1",
      ),
    }),
    { everyRegion: false },
  ),
  VirtualMachine: service(
    "backup-gateway:*:*:vm/*",
    features({
      coldStorage: "yes",
      airGappedVault: true,
      fullManagement: true,
      available: except(withoutVirtualMachines),
    }),
    { aliases: ["VMware", "VM"], everyRegion: false },
  ),
};

export type ResourceType = keyof typeof services;

export const resourceTypes = Object.keys(services) as ResourceType[];

export const backupServices = Object.fromEntries(
  resourceTypes.map((type) => [
    type,
    { ...services[type], resources: services[type].resources.map((resource) => toResource(type, resource)) },
  ]),
) as unknown as Readonly<Record<ResourceType, BackupService>>;

/** Every kind of resource, in the order of the services. */
export const backupResources: readonly BackupResource[] = resourceTypes.flatMap(
  (type) => backupServices[type].resources,
);

/** What the name of a service stands for, where it has several kinds of resources. */
export function featuresOf(type: ResourceType): BackupFeatures {
  return backupServices[type].resources[0].features;
}

/** The kind of resource with this name or alias. Letters and digits count, their case does not. */
export function findResource(name: string): BackupResource | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return backupResources.find((resource) =>
    [resource.name, ...resource.aliases].some((known) => plain(known) === plain(name)),
  );
}

/** The ARN patterns of the types, sorted, each once. */
export function resourceTypeArns(partition: Partition, types: readonly ResourceType[]): string[] {
  const patterns = types.flatMap((type) => services[type].arnPatterns);
  return [...new Set(patterns.map((pattern) => `arn:${partition}:${pattern}`))].sort();
}

interface ResourceData {
  /** Where it is not that of the service. */
  readonly name?: string;
  readonly aliases: readonly string[];
  /** Where it is not the first of the service. */
  readonly arnPattern?: string;
  readonly features: BackupFeatures;
}

interface ServiceOptions extends Partial<
  Pick<BackupService, "everyRegion" | "managementSetting" | "advancedFeatures">
> {
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly others?: readonly ResourceData[];
}

/** @param arnPatterns the first is that of the resource for which the service's name stands */
function service(
  arnPatterns: string | readonly string[],
  own: BackupFeatures,
  { name, aliases = [], others = [], ...settings }: ServiceOptions = {},
) {
  return {
    arnPatterns: typeof arnPatterns === "string" ? [arnPatterns] : arnPatterns,
    everyRegion: true,
    managementSetting: false,
    advancedFeatures: false,
    ...settings,
    resources: [{ name, aliases, features: own }, ...others] satisfies ResourceData[],
  };
}

function toResource(type: ResourceType, { name = type, aliases, arnPattern, features: own }: ResourceData) {
  return { name, aliases, type, arnPattern: arnPattern ?? services[type].arnPatterns[0] ?? "", features: own };
}

function only(names: string): Extent {
  return { only: names.split(" ") };
}

function except(names: string): Extent {
  return { except: names.split(" ") };
}
