/** The backup plans that AWS makes in an account from its effective backup policy. */

import { type TagCondition, tagConditionPrefix, tagOperatorNames, tagOperators } from "../aws/tag-condition";
import { type BackupPlan, type BackupRule, type CopyAction, type Lifecycle } from "../model/deployment";
import { type EffectivePolicy } from "./effective-policy";

export interface EffectivePlan extends BackupPlan {
  /** A resource that one of them takes is backed up. */
  readonly selections: readonly EffectiveSelection[];
}

export type EffectiveSelection =
  | { readonly by: "tag"; readonly key: string; readonly values: readonly string[] }
  | {
      readonly by: "resourceTypes";
      readonly arnPatterns: readonly string[];
      readonly excludedArnPatterns: readonly string[];
      /** All of them must hold. */
      readonly conditions: readonly TagCondition[];
    };

/** The plans of a valid effective policy, sorted as it is. The names of their rules are in lower case. */
export function effectivePlans(policy: EffectivePolicy): EffectivePlan[] {
  return entries(policy, "plans").map(([name, plan]) => ({
    name,
    regions: list(plan, "regions"),
    rules: entries(plan, "rules").map(([ruleName, rule]) => toRule(ruleName, rule)),
    selections: toSelections(map(plan, "selections")),
  }));
}

function toRule(name: string, rule: EffectivePolicy): BackupRule {
  return {
    name,
    schedule: text(rule, "schedule_expression"),
    startWindowMinutes: number(rule, "start_backup_window_minutes"),
    completionWindowMinutes: number(rule, "complete_backup_window_minutes"),
    continuousBackup: text(rule, "enable_continuous_backup") === "true",
    targetVaultName: text(rule, "target_backup_vault_name"),
    lifecycle: toLifecycle(rule) ?? {},
    copies: entries(rule, "copy_actions").map(([, copy]): CopyAction => ({
      vaultArn: text(copy, "target_backup_vault_arn"),
      lifecycle: toLifecycle(copy),
    })),
  };
}

function toLifecycle(parent: EffectivePolicy): Lifecycle | undefined {
  const lifecycle = map(parent, "lifecycle");
  const moveToColdStorageAfterDays = number(lifecycle, "move_to_cold_storage_after_days");
  const deleteAfterDays = number(lifecycle, "delete_after_days");
  return moveToColdStorageAfterDays === undefined && deleteAfterDays === undefined
    ? undefined
    : { moveToColdStorageAfterDays, deleteAfterDays };
}

function toSelections(selections: EffectivePolicy): EffectiveSelection[] {
  return [
    ...entries(selections, "tags").map(([, tag]): EffectiveSelection => ({
      by: "tag",
      key: text(tag, "tag_key"),
      values: list(tag, "tag_value"),
    })),
    ...entries(selections, "resources").map(([, resources]): EffectiveSelection => ({
      by: "resourceTypes",
      arnPatterns: list(resources, "resource_types"),
      excludedArnPatterns: list(resources, "not_resource_types"),
      conditions: toConditions(map(resources, "conditions")),
    })),
  ];
}

function toConditions(conditions: EffectivePolicy): TagCondition[] {
  return tagOperatorNames.flatMap((operator) =>
    entries(conditions, tagOperators[operator]).map(([, condition]) => {
      const key = text(condition, "condition_key");
      return {
        operator,
        key: key.startsWith(tagConditionPrefix) ? key.slice(tagConditionPrefix.length) : key,
        value: text(condition, "condition_value"),
      };
    }),
  );
}

function map(parent: EffectivePolicy, key: string): EffectivePolicy {
  const value = parent[key];
  return typeof value === "object" && !Array.isArray(value) ? (value as EffectivePolicy) : {};
}

function entries(parent: EffectivePolicy, key: string): [string, EffectivePolicy][] {
  return entriesOf(map(parent, key));
}

function entriesOf(parent: EffectivePolicy): [string, EffectivePolicy][] {
  return Object.keys(parent).map((key) => [key, map(parent, key)]);
}

function text(parent: EffectivePolicy, key: string): string {
  return String(parent[key] ?? "");
}

function list(parent: EffectivePolicy, key: string): string[] {
  const value = parent[key];
  return value === undefined ? [] : [value].flat().map(String);
}

function number(parent: EffectivePolicy, key: string): number | undefined {
  return parent[key] === undefined ? undefined : Number(parent[key]);
}
