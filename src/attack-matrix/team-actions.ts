/** Actions about backups that no guardrail denies a team on what is its own, and why not. */

export interface TeamActions {
  readonly what: string;
  readonly why: string;
  readonly actions: readonly string[];
}

/** Whether the action only reads, by its name. No guardrail denies it. */
export function isReading(action: string): boolean {
  return /^(backup|backup-gateway|backup-search):(Describe|Get|List)/.test(action);
}

export const teamActionTable: readonly TeamActions[] = [
  {
    what: "start a job",
    why: "A job adds a restored resource or a report. `restrictBackupOperators` limits who starts others.",
    actions: ["backup:StartReportJob", "backup:StartRestoreJob"],
  },
  {
    what: "copy into a vault",
    why: "The access policy of the vault decides.",
    actions: ["backup:CopyIntoBackupVault"],
  },
  {
    what: "say what a restore test found",
    why: "The function that validates is a team's. The result stands in a report, and changes no backup.",
    actions: ["backup:PutRestoreValidationResult"],
  },
  {
    what: "make something of one's own in AWS Backup",
    why: "It takes nothing from what Strongroom has made.",
    actions: [
      "backup:CreateFramework",
      "backup:CreateLogicallyAirGappedBackupVault",
      "backup:CreateReportPlan",
      "backup:CreateRestoreTestingPlan",
      "backup:CreateRestoreTestingSelection",
    ],
  },
  {
    what: "ask for access to an air-gapped vault",
    why: "The approval team of the vault decides.",
    actions: ["backup:CreateRestoreAccessBackupVault"],
  },
  {
    what: "close an access point on a backup",
    why: "Then its backup expires again. Only exempt roles open one.",
    actions: ["backup:DeleteBackupAccessPoint"],
  },
  {
    what: "search in backups",
    why: "An index is made anew from its backup.",
    actions: [
      "backup:SearchRecoveryPoint",
      "backup:UpdateRecoveryPointIndexSettings",
      "backup-search:StartSearchJob",
      "backup-search:StartSearchResultExportJob",
      "backup-search:StopSearchJob",
    ],
  },
  {
    what: "tag plans, vaults, recovery points and searches",
    why: "No tag of theirs decides whether something is backed up or deleted.",
    actions: ["backup:TagResource", "backup:UntagResource", "backup-search:TagResource", "backup-search:UntagResource"],
  },
  {
    what: "read a template",
    why: "It only reads.",
    actions: ["backup:ExportBackupPlanTemplate"],
  },
  {
    what: "run a gateway of virtual machines",
    why: "A gateway belongs to the team that runs the hypervisor. Its recovery points stay in the vault.",
    actions: [
      "backup-gateway:AssociateGatewayToServer",
      "backup-gateway:Backup",
      "backup-gateway:CreateGateway",
      "backup-gateway:ImportHypervisorConfiguration",
      "backup-gateway:PutBandwidthRateLimitSchedule",
      "backup-gateway:PutHypervisorPropertyMappings",
      "backup-gateway:PutMaintenanceStartTime",
      "backup-gateway:Restore",
      "backup-gateway:StartVirtualMachinesMetadataSync",
      "backup-gateway:TestHypervisorConfiguration",
      "backup-gateway:UpdateGatewayInformation",
      "backup-gateway:UpdateGatewaySoftwareNow",
      "backup-gateway:UpdateHypervisor",
    ],
  },
  {
    what: "move the data of a job",
    why: "Agents of AWS Backup call it during a job, which is authorized by itself.",
    actions: [
      "backup-storage:CommitBackupJob",
      "backup-storage:DeleteObjects",
      "backup-storage:DescribeBackupJob",
      "backup-storage:GetBaseBackup",
      "backup-storage:GetChunk",
      "backup-storage:GetIncrementalBaseBackup",
      "backup-storage:GetObjectMetadata",
      "backup-storage:ListChunks",
      "backup-storage:ListObjects",
      "backup-storage:MountCapsule",
      "backup-storage:NotifyObjectComplete",
      "backup-storage:PutChunk",
      "backup-storage:PutObject",
      "backup-storage:StartObject",
      "backup-storage:UpdateObjectComplete",
    ],
  },
];
