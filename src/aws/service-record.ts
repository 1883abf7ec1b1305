/** What Strongroom knows of one service: a file of `src/aws/services` each, from which everything else follows. */

import { type BackupFeatures } from "./backup-features";
import { type Condition } from "./policy-statement";

/**
 * What is left out is only what hardly any service has, so that nothing about a new one is forgotten.
 *
 * Sources of every record, where it names no other: Terraform AWS provider, `aws_backup_region_settings` (names, settings;
 * issues 21801 and 30881 on keys that a Region lacks); AWS Organizations User Guide, "Backup policy syntax and examples"
 * (ARN patterns) and "Require a tag on specified created resources"; AWS Backup Developer Guide, "Feature availability"
 * (mid-2026; features and Regions), "Encryption for backups in AWS Backup", "Restore testing", and "Access control" (ARNs
 * of recovery points); Service Authorization Reference of the service (actions). Read 2026-11-21.
 */
export interface ServiceRecord {
  /** The key of its opt-in setting: its name in `serviceOptIn` and in `resourceTypes`. */
  readonly name: string;
  /** What carries the tag by which plans select, with its article, as in `a volume`. */
  readonly called: string;
  /** After `arn:<partition>:`, as `resource_types` of a backup policy takes them. */
  readonly arnPatterns: readonly [string, ...string[]];
  /** Those of the patterns whose `*` stands for several parts of a path, with a `*` for each. IAM asks for whole ARNs. */
  readonly wholePaths?: readonly string[];
  readonly optIn: OptIn;
  /**
   * Whether a selection by its type asks for the opt-in, as every selection by tag does. For other services, a selection
   * by type takes the resources whatever the opt-in.
   *
   * Source: AWS Backup Developer Guide, "Assigning resources to a backup plan" and "Getting started" (service opt-in).
   * Read 2026-11-26.
   */
  readonly typeNeedsOptIn?: true;
  readonly fullManagementSetting: FullManagementSetting;
  readonly rolePolicies: RolePolicies;
  readonly tagging: Tagging;
  /** What a backup holds beside the resource itself, where a plan can select that too. */
  readonly contains?: readonly Containment[];
  /** Recovery points that are snapshots and images of the service, where no action of AWS Backup deletes or shares them. */
  readonly ownBackups: readonly OwnBackup[];
  /** The first is what the service's name stands for. */
  readonly resources: readonly [ResourceRecord, ...ResourceRecord[]];
}

/**
 * UpdateRegionSettings refuses a key that its Region does not support. `byDefault`: every Region takes the key, and it is
 * on where the config names no services. `everyRegion`: every Region takes it, and it is off where the config does not
 * name it. `whereNamed`: some Region may refuse it, so it is on where the config names it, and left as it is elsewhere.
 * Which keys every Region takes is Strongroom's cautious reading.
 */
export type OptIn = "byDefault" | "everyRegion" | "whereNamed";

/**
 * Full management by AWS Backup as a setting of its own (`ResourceTypeManagementPreference`): there is none, Strongroom
 * turns it on, or leaves it as it is.
 */
export type FullManagementSetting = "none" | "turnedOn" | "left";

/** AWS managed policies that the roles need beside those for all services, with their paths. */
export interface RolePolicies {
  readonly backup: readonly string[];
  readonly restore: readonly string[];
  /** What the backup role needs beside its managed policies. */
  readonly backupPermissions?: RolePermission;
}

export interface RolePermission {
  readonly sid: string;
  readonly action: string;
  /** After `arn:<partition>:`. */
  readonly resource: string;
}

/** How resources get and lose tags, as far as IAM sees it. */
export interface Tagging {
  /** Actions that make one and carry `aws:RequestTag`. None where what AWS Backup protects is not what is created. */
  readonly creations: readonly TaggedCreation[];
  /** Actions that make one and cannot carry the tag. */
  readonly untaggableCreations: readonly UntaggableCreation[];
  /** Other actions that make something on, in or beside one, each with the reason why no tag is required. */
  readonly otherCreations: Readonly<Record<string, string>>;
  /** Where tools rarely send tags with the creation. */
  readonly rarelyAtCreation?: true;
  /** Actions that set tags and carry both `aws:RequestTag` and `aws:ResourceTag`. */
  readonly setting: readonly string[];
  /** Actions that remove tags and carry `aws:TagKeys`. */
  readonly removing: readonly string[];
}

export interface UntaggableCreation {
  readonly action: string;
  /** What is made, after `arn:<partition>:`. `*` where the action is authorized on nothing else. */
  readonly resource: string;
  /** What it does, as in `creates a volume`. */
  readonly does: string;
  /** Who makes it for somebody else. */
  readonly callers: Callers;
}

/** Its resource is what carries the tag. */
export interface TaggedCreation extends UntaggableCreation {
  /** Which of its requests need no tag. */
  readonly exemption?: CreationExemption;
}

/** Requests that a condition tells apart, of which no tag is required. */
export interface CreationExemption {
  /** As the ids of the statements have it. */
  readonly id: string;
  /** What such a request does, as in `adds a replica`, and why that is no gap. */
  readonly does: string;
  readonly why: string;
  /** What holds for every other request, and where a key is missing. */
  readonly unless: Condition;
  /** Keys of such a request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that every other request carries, with a value that one may have. */
  readonly otherContext: Readonly<Record<string, string | readonly string[]>>;
}

/** `nobodyDocumented`: AWS documents no service that does it for its callers. */
export type Callers = readonly ServiceCaller[] | "nobodyDocumented";

export interface ServiceCaller {
  readonly name: string;
  /** Whose permissions count: SCPs reach the caller and its roles, and not service-linked roles. */
  readonly credentials: "caller" | "role" | "serviceLinkedRole";
  /** Where the tag is set, so that it is there from the first moment on, in Markdown. */
  readonly tags: string;
}

/** Actions, each with what it does to `{it}`. */
export type ActionsInWords = Readonly<Record<string, string>>;

export interface OwnBackup {
  /** With its article, as in `an EBS snapshot`. */
  readonly called: string;
  /** After `arn:<partition>:`. */
  readonly arnPattern: string;
  /**
   * How AWS Backup marks what it made: by one of `ownBackupTags`, or by a name that starts with `awsbackup:`. With
   * `nothing`, the guardrails treat all of its kind as made by AWS Backup.
   */
  readonly markedBy: "tag" | "name" | "nothing";
  /** With which AWS Backup itself deletes what has expired. */
  readonly expiring: ActionsInWords;
  /** Others that delete or disable it, or keep it from being restored in time. */
  readonly weakening: ActionsInWords;
  /** Who it is shared with can copy it, and what is exported is a file in a bucket. */
  readonly sharing: ActionsInWords;
}

/**
 * Keys of the tags on what AWS Backup made. `source` is on what it made with the role of a backup plan; nobody else can
 * set or remove it. `copy` is on what its service-linked role copied, and a tag like any other. AWS does not say whether
 * copies carry `source` too.
 *
 * Sources: AWS Managed Policy Reference, "AWSBackupServiceRolePolicyForBackup" (v30) and
 * "AWSBackupServiceLinkedRolePolicyForBackup" (v31). Read 2026-11-27.
 */
export const ownBackupTags = { source: "aws:backup:source-resource", copy: "AWSBackupManagedResource" } as const;

export interface Containment {
  /** Names of the services of what is held, or every service. */
  readonly services: readonly string[] | "every";
  /** What is held, as in `the volumes attached to it`. */
  readonly what: string;
  /** Whether AWS Backup backs that up by itself too, where a plan selects it. */
  readonly alsoAlone: "yes" | "notSaid";
}

/** A kind of resource with features of its own. */
export interface ResourceRecord {
  /** Where it is not that of the service. */
  readonly name?: string;
  /** Other names under which people ask for it. */
  readonly aliases?: readonly string[];
  /** Where it is not the first of the service. */
  readonly arnPattern?: string;
  readonly features: BackupFeatures;
  /** Why it cannot be copied, where others of its type can. */
  readonly uncopyable?: UncopyableReason;
}

export interface UncopyableReason {
  /** As `explain` gives it. */
  readonly id: string;
  readonly what: string;
  readonly fix: string;
}

/** Where the policies for all services do. */
export const noRolePolicies: RolePolicies = { backup: [], restore: [] };
