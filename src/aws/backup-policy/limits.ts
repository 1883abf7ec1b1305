/** Every number that AWS sets for a backup policy and for the plans that come of it. No other file has one of them. */

import {
  backupApi,
  backupQuotas,
  organizationsQuotas,
  planOptions,
  providerIssue,
  type Source,
  syntaxPage,
  taggingPage,
} from "./source";

export interface Limit {
  /** What is counted, in the plural. */
  readonly unit: string;
  /** AWS documents none where it is undefined. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly source: Source;
}

export const limits = {
  /** As sent by API, SDK and Terraform, white space included; the console saves without it. */
  document: { unit: "characters", maximum: 10_000, source: organizationsQuotas("Maximum and minimum values") },
  policiesPerTarget: {
    unit: "policies",
    maximum: 10,
    source: organizationsQuotas("Number of policies that you can attach to an entity"),
  },

  startWindow: {
    unit: "minutes",
    minimum: 60,
    maximum: 52_560_000,
    source: backupApi("BackupRuleInput, StartWindowMinutes"),
  },
  /** Of a schedule. */
  betweenStarts: { unit: "minutes", minimum: 60, source: planOptions("Backup frequency") },
  /** AWS documents no bounds: this only says that it is a number of minutes. */
  completionWindow: { unit: "minutes", minimum: 1, source: syntaxPage("Backup syntax: rules") },
  deleteAfter: {
    unit: "days",
    minimum: 1,
    maximum: 36_500,
    source: providerIssue("24960: the API takes no more than 36500 days"),
  },
  /** As long as a backup can be kept: AWS documents no other maximum. */
  moveToColdStorageAfter: {
    unit: "days",
    minimum: 1,
    maximum: 36_500,
    source: planOptions("Lifecycle and storage tiers"),
  },
  inColdStorage: { unit: "days", minimum: 90, source: syntaxPage("Backup syntax: rules, lifecycle") },
  continuousRetention: { unit: "days", minimum: 1, maximum: 35, source: planOptions("Lifecycle and storage tiers") },
  /** The least that its minimum may be. A vault fails the job of a backup that is kept for a shorter time. */
  airGappedRetention: {
    unit: "days",
    minimum: 7,
    source: backupApi("CreateLogicallyAirGappedBackupVault, MinRetentionDays"),
  },

  rulesPerPlan: { unit: "rules", minimum: 1, maximum: 10, source: backupQuotas("Policy quotas") },
  copyActionsPerRule: { unit: "copies", maximum: 5, source: backupQuotas("Policy quotas") },
  regionsPerPlan: { unit: "Regions", minimum: 1, source: syntaxPage("Backup syntax: regions") },
  tagSelectionsPerPlan: { unit: "selections by tag", maximum: 10, source: backupQuotas("Policy quotas") },
  selectionsPerPlan: { unit: "selections", maximum: 100, source: backupQuotas("Policy quotas") },
  tagValuesPerSelection: { unit: "tag values", maximum: 30, source: backupQuotas("Policy quotas") },
  conditionsPerSelection: {
    unit: "conditions",
    maximum: 30,
    source: syntaxPage("Backup syntax: selections"),
  },
  recoveryPointTags: { unit: "tags", maximum: 10, source: backupQuotas("Policy quotas") },

  planName: { unit: "characters", minimum: 1, maximum: 50, source: backupApi("BackupPlan, BackupPlanName") },
  ruleName: { unit: "characters", minimum: 1, maximum: 50, source: backupApi("BackupRule, RuleName") },
  selectionName: { unit: "characters", minimum: 1, maximum: 50, source: backupApi("BackupSelection, SelectionName") },
  vaultName: { unit: "characters", minimum: 2, maximum: 50, source: backupApi("CreateBackupVault, BackupVaultName") },
  tagKey: { unit: "characters", minimum: 1, maximum: 128, source: taggingPage("Tag restrictions") },
  tagValue: { unit: "characters", minimum: 0, maximum: 256, source: taggingPage("Tag restrictions") },
} as const satisfies Record<string, Limit>;
