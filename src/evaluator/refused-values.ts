/** Values of an effective backup policy that AWS Backup refuses in a plan, though none of them is wrong by itself. */

import { type Limit } from "../aws/backup-policy/limits";
import { rulesBetweenKeys, type RuleValues } from "../aws/backup-policy/rules-between-keys";
import { type PlanValues, rulesOfPlan } from "../aws/backup-policy/rules-of-plan";
import { backupPolicySyntax, partAt, type PolicyPart } from "../aws/backup-policy/syntax";
import { isWithin, limitText } from "../aws/backup-policy/value-problem";
import { type Lifecycle } from "../aws/lifecycle";
import { type Severity } from "../findings/finding";
import { documentedCounts, entriesOf, valuesOf } from "./effective-backup-policy";
import { type MergedPolicies, type Setting } from "./effective-policy";

export interface RefusedValue {
  readonly severity: Severity;
  /** An error though AWS may take it: what it asks for never happens. */
  readonly withoutEffect?: true | undefined;
  /** Keys from the top, in lower case. */
  readonly path: readonly string[];
  /** The value and the limit. */
  readonly message: string;
  readonly hint: string;
  /** Names of the policies that set something there, in the order of the levels. */
  readonly contributors: readonly string[];
}

/**
 * Every refused value, and every one of which AWS does not say that it is right.
 *
 * AWS documents as errors of an effective policy only missing keys, too many and too few elements. Of wrong values it says
 * neither who refuses them nor whether the account keeps its last valid policy. Source: AWS Organizations User Guide,
 * "About invalid effective policy alerts". Read 2026-11-26.
 */
export function refusedValues({ setting }: MergedPolicies): RefusedValue[] {
  return [...countsIn(backupPolicySyntax, setting, []), ...entriesOf(setting.children.get("plans")).flatMap(inPlan)];
}

/** What to say below the errors of a rule. */
export const whoRefuses: Readonly<Record<"policy-value" | "policy-without-effect", string>> = {
  "policy-value":
    "AWS Backup refuses such a value in a backup plan. AWS does not say who refuses it here, and what the account keeps.\n",
  "policy-without-effect":
    "AWS Backup never does such a thing. AWS does not say whether it refuses the policy for it, and what the account keeps.\n",
};

function inPlan([planName, plan]: readonly [string, Setting]): RefusedValue[] {
  const ofPlan = rulesOfPlan.flatMap(({ severity, withoutEffect, problems }) =>
    problems(planValues(plan)).map(({ path, message, hint }) => ({
      severity,
      withoutEffect,
      path: ["plans", planName, ...path],
      message,
      hint,
      contributors: (at(plan, path) ?? plan).contributors,
    })),
  );
  return [...ofPlan, ...entriesOf(plan.children.get("rules")).flatMap((rule) => inRule(planName, rule))];
}

function inRule(planName: string, [ruleName, rule]: readonly [string, Setting]): RefusedValue[] {
  const values = ruleValues(rule);
  return rulesBetweenKeys.flatMap(({ severity, withoutEffect, problems }) =>
    problems(values).map(({ path, message, hint }) => ({
      severity,
      withoutEffect,
      path: ["plans", planName, "rules", ruleName, ...path],
      message,
      hint,
      contributors: (at(rule, path) ?? rule).contributors,
    })),
  );
}

/** Counts that AWS documents as errors of the effective policy are `effectivePolicyValidationErrors`'s. */
function countsIn(part: PolicyPart, setting: Setting, path: readonly string[]): RefusedValue[] {
  const own = (count: Limit | undefined, found: number): RefusedValue[] =>
    !count || documentedCounts.includes(count) || isWithin({ ...count, minimum: 0 }, found)
      ? []
      : [
          {
            severity: "error",
            path,
            message: `${found} ${count.unit}; AWS Backup takes ${limitText(count)}`,
            hint: "Remove some, or move them to another backup rule or backup plan.",
            contributors: setting.contributors,
          },
        ];
  switch (part.holds) {
    case "keys":
      return entriesOf(setting).flatMap(([key, child]) => {
        const known = partAt(part, key);
        return known ? countsIn(known, child, [...path, key]) : [];
      });
    case "entries": {
      const entries = entriesOf(setting);
      const below = entries.flatMap(([key, child]) => countsIn(part.entry, child, [...path, key]));
      return [...own(part.count, entries.length), ...below];
    }
    default:
      return own(part.count, valuesOf(setting).length);
  }
}

function ruleValues(rule: Setting): RuleValues {
  return {
    continuousBackup: /^true$/i.test(text(rule, "enable_continuous_backup") ?? ""),
    airGapped: text(rule, "target_logically_air_gapped_backup_vault_arn") !== undefined,
    startWindowMinutes: number(rule, "start_backup_window_minutes"),
    completionWindowMinutes: number(rule, "complete_backup_window_minutes"),
    lifecycle: lifecycleOf(rule) ?? {},
    copies: entriesOf(rule.children.get("copy_actions")).map(([key, copy]) => ({
      key,
      vaultArn: text(copy, "target_backup_vault_arn"),
      lifecycle: lifecycleOf(copy),
    })),
  };
}

function planValues(plan: Setting): PlanValues {
  return {
    regions: textsOf(plan.children.get("regions")),
    arns: arnsIn(plan, []),
    rules: entriesOf(plan.children.get("rules")).map(([name, rule]) => ({
      name,
      keys: entriesOf(rule).map(([key]) => key),
    })),
    hasScanSettings: plan.children.get("scan_settings")?.stated === true,
    resourceTypes: resourceTypes(plan),
  };
}

function resourceTypes(plan: Setting): string[] | undefined {
  const selections = plan.children.get("selections");
  const types = entriesOf(selections?.children.get("resources")).flatMap(([, { children }]) => {
    const excluded = new Set(textsOf(children.get("not_resource_types")));
    return textsOf(children.get("resource_types")).filter((type) => !excluded.has(type));
  });
  return entriesOf(selections?.children.get("tags")).length > 0 || types.includes("*") ? undefined : types;
}

function arnsIn(setting: Setting, path: readonly string[]): { path: readonly string[]; arn: string }[] {
  return [
    ...textsOf(setting)
      .filter((text) => text.startsWith("arn:"))
      .map((arn) => ({ path, arn })),
    ...entriesOf(setting).flatMap(([key, child]) => arnsIn(child, [...path, key])),
  ];
}

function textsOf(setting: Setting | undefined): string[] {
  return valuesOf(setting).map(String);
}

function lifecycleOf(parent: Setting): Lifecycle | undefined {
  const lifecycle = parent.children.get("lifecycle");
  return (
    lifecycle && {
      moveToColdStorageAfterDays: number(lifecycle, "move_to_cold_storage_after_days"),
      deleteAfterDays: number(lifecycle, "delete_after_days"),
    }
  );
}

function text(parent: Setting, key: string): string | undefined {
  const [value] = valuesOf(parent.children.get(key));
  return value === undefined ? undefined : String(value);
}

/** Undefined where it is no number: `backupPolicyProblems` says so. */
function number(parent: Setting, key: string): number | undefined {
  const value = text(parent, key);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

function at(setting: Setting, path: readonly string[]): Setting | undefined {
  return path.reduce((below: Setting | undefined, key) => below?.children.get(key), setting);
}
