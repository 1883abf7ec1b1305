/** What AWS asks of several keys of one backup rule together. */

import { coldStorageHint, type Lifecycle, lifecycleDays, lifecycleOfCopy } from "../lifecycle";
import { defaultWindowMinutes } from "../backup-windows";
import { limits } from "./limits";
import { continuousPage, type Source, syntaxPage } from "./source";

/** A backup rule as its policy has it. */
export interface RuleValues {
  readonly continuousBackup: boolean;
  /** Whether backups go into a logically air-gapped vault. */
  readonly airGapped: boolean;
  readonly startWindowMinutes?: number | undefined;
  readonly completionWindowMinutes?: number | undefined;
  readonly lifecycle: Lifecycle;
  readonly copies: readonly CopyValues[];
}

export interface CopyValues {
  /** Key of the copy in the policy. */
  readonly key: string;
  readonly vaultArn: string | undefined;
  readonly lifecycle: Lifecycle | undefined;
}

export interface RuleBetweenKeys {
  readonly id: string;
  /** AWS does not say that it refuses what is a warning. */
  readonly severity: "error" | "warning";
  /** An error though AWS may take it: what it asks for never happens. */
  readonly withoutEffect?: true;
  readonly what: string;
  readonly source: Source;
  /** The wrong places, from the rule down, with the value and the limit. */
  readonly problems: (rule: RuleValues) => readonly ProblemBetweenKeys[];
}

export interface ProblemBetweenKeys {
  readonly path: readonly string[];
  readonly message: string;
  readonly hint: string;
}

const [cold, deleted] = ["move_to_cold_storage_after_days", "delete_after_days"];

export const rulesBetweenKeys: readonly RuleBetweenKeys[] = [
  {
    id: "cold-storage-days",
    severity: "error",
    what: `A backup or copy that moves to cold storage is deleted ${limits.inColdStorage.minimum} days later or more.`,
    source: limits.inColdStorage.source,
    problems: ({ continuousBackup, lifecycle, copies }) => [
      ...(continuousBackup ? [] : inColdStorage(lifecycle, ["lifecycle"], false)),
      ...copies
        .filter(({ lifecycle: own }) => own && (own.deleteAfterDays ?? own.moveToColdStorageAfterDays) !== undefined)
        .flatMap(({ key, lifecycle: own }) =>
          inColdStorage(
            lifecycleOfCopy(own, lifecycle),
            ["copy_actions", key, "lifecycle"],
            own?.deleteAfterDays === undefined,
          ),
        ),
    ],
  },
  {
    id: "continuous-days",
    severity: "error",
    what: `A continuous backup is deleted after at most ${limits.continuousRetention.maximum} days.`,
    source: limits.continuousRetention.source,
    problems: ({ continuousBackup, lifecycle: { deleteAfterDays: kept } }) =>
      continuousBackup && (kept === undefined || kept > lifecycleDays.maximumContinuous)
        ? [
            {
              path: ["lifecycle", deleted],
              message: `${kept === undefined ? "no days until deletion" : `${kept} days`}; AWS Backup keeps a continuous backup at most ${lifecycleDays.maximumContinuous} days`,
              hint: `Set \`${deleted}\` to ${lifecycleDays.maximumContinuous} or less, or use another backup rule for a longer retention.`,
            },
          ]
        : [],
  },
  {
    id: "continuous-cold-storage",
    severity: "error",
    what: "A continuous backup does not move to cold storage.",
    source: continuousPage("Point-in-time recovery considerations"),
    problems: ({ continuousBackup, lifecycle: { moveToColdStorageAfterDays: days } }) =>
      continuousBackup && days !== undefined
        ? [
            {
              path: ["lifecycle", cold],
              message: `${days} days; a continuous backup cannot move to cold storage`,
              hint: "Remove it here, or set it on a copy.",
            },
          ]
        : [],
  },
  {
    id: "air-gap-days",
    severity: "error",
    withoutEffect: true,
    what: `A backup in a logically air-gapped vault is deleted after ${limits.airGappedRetention.minimum} days or more: the vault fails the job of any other.`,
    source: limits.airGappedRetention.source,
    problems: ({ airGapped, lifecycle: { deleteAfterDays: kept } }) =>
      airGapped && kept !== undefined && kept < limits.airGappedRetention.minimum
        ? [
            {
              path: ["lifecycle", deleted],
              message: `${kept} days; a logically air-gapped vault keeps backups ${limits.airGappedRetention.minimum} days or more`,
              hint: `Set \`${deleted}\` to ${limits.airGappedRetention.minimum} or more, or remove \`target_logically_air_gapped_backup_vault_arn\`.`,
            },
          ]
        : [],
  },
  {
    id: "window-order",
    severity: "warning",
    what: "The completion window is longer than the start window. AWS does not say so.",
    source: syntaxPage("Backup syntax: rules"),
    problems: ({ startWindowMinutes, completionWindowMinutes }) => {
      const start = startWindowMinutes ?? defaultWindowMinutes.start;
      const completion = completionWindowMinutes ?? defaultWindowMinutes.completion;
      return completion > start
        ? []
        : [
            {
              path: [
                completionWindowMinutes === undefined
                  ? "start_backup_window_minutes"
                  : "complete_backup_window_minutes",
              ],
              message: `complete after ${completion} minutes, and started until ${start} minutes; a backup that starts late has no time left`,
              hint: `Set \`complete_backup_window_minutes\` above ${start}.`,
            },
          ];
    },
  },
  {
    id: "copy-key",
    severity: "warning",
    what: "The key of a copy action is the ARN of its target vault. AWS's examples have the same in both places.",
    source: syntaxPage("Backup policy examples"),
    problems: ({ copies }) =>
      copies
        .filter(({ key, vaultArn }) => vaultArn !== undefined && key.toLowerCase() !== vaultArn.toLowerCase())
        .map(({ key, vaultArn }) => ({
          path: ["copy_actions", key, "target_backup_vault_arn"],
          message: `\`${vaultArn}\`, and the key above it is \`${key}\`; AWS does not say which one counts`,
          hint: "Write the same ARN in both places.",
        })),
  },
];

function inColdStorage(
  { moveToColdStorageAfterDays: moved, deleteAfterDays: kept }: Lifecycle,
  path: readonly string[],
  withBackup: boolean,
): ProblemBetweenKeys[] {
  const minimum = limits.inColdStorage.minimum;
  return moved === undefined || kept === undefined || kept >= moved + minimum
    ? []
    : [
        {
          path: [...path, withBackup ? cold : deleted],
          message: `deleted ${withBackup ? "with the backup " : ""}after ${kept} days and cold after ${moved}: ${kept - moved} days in cold storage; AWS asks for ${minimum}`,
          hint: coldStorageHint(moved, { cold: `\`${cold}\``, deleted: `\`${deleted}\`` }),
        },
      ];
}
