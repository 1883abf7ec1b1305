/** Whether AWS would put an effective backup policy into force. */

import { quotas } from "../aws/quotas";
import { type MergedPolicies, type Setting } from "./effective-policy";

/**
 * An error as `aws organizations list-effective-policy-validation-errors` shows it. The codes are those that AWS
 * documents.
 *
 * Source: AWS Organizations User Guide, "About invalid effective policy alerts". Read 2026-11-21.
 */
export interface EffectivePolicyValidationError {
  readonly ErrorCode: "ELEMENTS_TOO_MANY" | "ELEMENTS_TOO_FEW" | "KEY_REQUIRED";
  readonly ErrorMessage: string;
  /** Keys from the top, joined with `/`: a key may hold a dot. */
  readonly PathToError: string;
  readonly ContributingPolicies: readonly string[];
}

/** Every error of the effective policy. With one or more, the account keeps the last effective policy that was valid. */
export function effectivePolicyValidationErrors({ setting }: MergedPolicies): EffectivePolicyValidationError[] {
  return entriesOf(setting.children.get("plans")).flatMap(([name, plan]) => planErrors(plan, ["plans", name]));
}

type Path = readonly string[];

function planErrors(plan: Setting, path: Path): EffectivePolicyValidationError[] {
  const regions = plan.children.get("regions");
  const rules = entriesOf(plan.children.get("rules"));
  const selections = plan.children.get("selections");
  return [
    ...(Array.isArray(regions?.value) && regions.value.length > 0
      ? []
      : [error("ELEMENTS_TOO_FEW", "a backup plan needs a Region", [...path, "regions"], regions ?? plan)]),
    ...(rules.length > 0 ? [] : [error("KEY_REQUIRED", "a backup plan needs a rule", [...path, "rules"], plan)]),
    ...(rules.length <= quotas.backupPlan.rules
      ? []
      : [
          error(
            "ELEMENTS_TOO_MANY",
            `a backup plan takes ${quotas.backupPlan.rules} rules, this has ${rules.length}`,
            [...path, "rules"],
            plan.children.get("rules") ?? plan,
          ),
        ]),
    ...rules.flatMap(([name, rule]) => ruleErrors(rule, [...path, "rules", name])),
    ...selectionsErrors(selections, plan, [...path, "selections"]),
    ...requiredInEach(plan, "backup_plan_tags", path),
  ];
}

function ruleErrors(rule: Setting, path: Path): EffectivePolicyValidationError[] {
  return [
    ...required(rule, ["schedule_expression", "target_backup_vault_name"], path),
    ...requiredInEach(rule, "copy_actions", path),
    ...requiredInEach(rule, "recovery_point_tags", path),
  ];
}

function selectionsErrors(selections: Setting | undefined, plan: Setting, path: Path) {
  const tags = entriesOf(selections?.children.get("tags"));
  const resources = entriesOf(selections?.children.get("resources"));
  if (!selections || tags.length + resources.length === 0) {
    return [error("KEY_REQUIRED", "a backup plan needs a selection, by tags or by resources", path, plan)];
  }
  return [
    ...(tags.length > 0 && resources.length > 0
      ? [error("ELEMENTS_TOO_MANY", "`tags` and `resources` exclude each other", path, selections)]
      : []),
    ...requiredInEach(selections, "tags", path),
    ...requiredInEach(selections, "resources", path),
    ...conditionErrors(tags, [...path, "tags"]),
    ...conditionErrors(resources, [...path, "resources"]),
  ];
}

function conditionErrors(selections: readonly (readonly [string, Setting])[], path: Path) {
  const limit = quotas.backupPlan.conditionsPerSelection;
  return selections.flatMap(([name, selection]) => {
    const count = entriesOf(selection.children.get("conditions")).flatMap(([, operator]) => entriesOf(operator)).length;
    const message = `a selection takes ${limit} conditions, this has ${count}`;
    return count > limit ? [error("ELEMENTS_TOO_MANY", message, [...path, name, "conditions"], selection)] : [];
  });
}

/** What every entry of these maps must have. */
const requiredKeys = {
  copy_actions: ["target_backup_vault_arn"],
  recovery_point_tags: ["tag_key", "tag_value"],
  backup_plan_tags: ["tag_key", "tag_value"],
  tags: ["iam_role_arn", "tag_key", "tag_value"],
  resources: ["iam_role_arn", "resource_types"],
} as const;

function requiredInEach(parent: Setting, map: keyof typeof requiredKeys, path: Path) {
  return entriesOf(parent.children.get(map)).flatMap(([name, entry]) =>
    required(entry, requiredKeys[map], [...path, map, name]),
  );
}

function required(setting: Setting, keys: readonly string[], path: Path): EffectivePolicyValidationError[] {
  return keys
    .filter((key) => isMissing(setting.children.get(key)))
    .map((key) => error("KEY_REQUIRED", `\`${key}\` is missing`, [...path, key], setting));
}

function isMissing(setting: Setting | undefined): boolean {
  const value = setting?.value;
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function entriesOf(map: Setting | undefined): [string, Setting][] {
  return [...(map?.children ?? [])].filter(([, { stated }]) => stated);
}

function error(
  code: EffectivePolicyValidationError["ErrorCode"],
  message: string,
  path: Path,
  { contributors }: Setting,
): EffectivePolicyValidationError {
  return {
    ErrorCode: code,
    ErrorMessage: message,
    PathToError: path.join("/"),
    ContributingPolicies: contributors,
  };
}
