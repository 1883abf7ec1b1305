/** Whether AWS would put an effective backup policy into force. */

import { type Limit, limits } from "../aws/backup-policy/limits";
import { backupPolicySyntax, partAt, type PolicyPart } from "../aws/backup-policy/syntax";
import { type Scalar } from "./management-policy";
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

/** Of the numbers of elements, those that AWS names among its errors; it speaks of no others. */
export const documentedCounts: readonly Limit[] = [
  limits.rulesPerPlan,
  limits.regionsPerPlan,
  limits.conditionsPerSelection,
];

/** Every error of the effective policy. With one or more, the account keeps the last effective policy that was valid. */
export function effectivePolicyValidationErrors({ setting }: MergedPolicies): EffectivePolicyValidationError[] {
  return entriesOf(setting.children.get("plans")).flatMap(([name, plan]) => planErrors(plan, ["plans", name]));
}

type Path = readonly string[];

function planErrors(plan: Setting, path: Path): EffectivePolicyValidationError[] {
  const regions = plan.children.get("regions");
  const rules = entriesOf(plan.children.get("rules"));
  const selections = plan.children.get("selections");
  const maximum = limits.rulesPerPlan.maximum;
  return [
    ...(isMissing(regions)
      ? [error("ELEMENTS_TOO_FEW", "a backup plan needs a Region", [...path, "regions"], regions ?? plan)]
      : []),
    ...(rules.length > 0 ? [] : [error("KEY_REQUIRED", "a backup plan needs a backup rule", [...path, "rules"], plan)]),
    ...(rules.length <= maximum
      ? []
      : [
          error(
            "ELEMENTS_TOO_MANY",
            `a backup plan takes ${maximum} backup rules, this one has ${rules.length}`,
            [...path, "rules"],
            plan.children.get("rules") ?? plan,
          ),
        ]),
    ...rules.flatMap(([name, rule]) => missingKeys(syntaxOf("rules"), rule, [...path, "rules", name])),
    ...selectionsErrors(selections, plan, [...path, "selections"]),
    ...["backup_plan_tags", "scan_settings"].flatMap((key) => {
      const setting = plan.children.get(key);
      return setting ? missingKeys(planSyntax(key), setting, [...path, key]) : [];
    }),
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
    ...missingKeys(planSyntax("selections"), selections, path),
    ...conditionErrors(tags, [...path, "tags"]),
    ...conditionErrors(resources, [...path, "resources"]),
  ];
}

function conditionErrors(selections: readonly (readonly [string, Setting])[], path: Path) {
  const limit = limits.conditionsPerSelection.maximum;
  return selections.flatMap(([name, selection]) => {
    const count = entriesOf(selection.children.get("conditions")).flatMap(([, operator]) => entriesOf(operator)).length;
    const message = `a selection takes ${limit} conditions, this one has ${count}`;
    return count > limit ? [error("ELEMENTS_TOO_MANY", message, [...path, name, "conditions"], selection)] : [];
  });
}

/** Keys that the syntax requires of what is there, and of everything below it. */
function missingKeys(part: PolicyPart, setting: Setting, path: Path): EffectivePolicyValidationError[] {
  switch (part.holds) {
    case "keys": {
      const missing = Object.entries(part.keys)
        .filter(([key, { required }]) => required === true && isMissing(setting.children.get(key.toLowerCase())))
        .map(([key]) => error("KEY_REQUIRED", `\`${key}\` is missing`, [...path, key], setting));
      const below = entriesOf(setting).flatMap(([key, child]) => {
        const known = partAt(part, key);
        return known ? missingKeys(known, child, [...path, key]) : [];
      });
      return [...missing, ...below];
    }
    case "entries":
      return entriesOf(setting).flatMap(([key, child]) => missingKeys(part.entry, child, [...path, key]));
    default:
      return [];
  }
}

function planSyntax(key: string): PolicyPart {
  const { plans } = backupPolicySyntax.keys;
  const known = plans?.holds === "entries" && plans.entry.holds === "keys" ? plans.entry.keys[key] : undefined;
  if (!known) {
    throw new Error(`the syntax has no \`${key}\``);
  }
  return known;
}

function syntaxOf(entries: string): PolicyPart {
  const known = planSyntax(entries);
  return known.holds === "entries" ? known.entry : known;
}

function isMissing(setting: Setting | undefined): boolean {
  return valuesOf(setting).length === 0;
}

/** One value counts as a list of it. */
export function valuesOf(setting: Setting | undefined): readonly Scalar[] {
  return setting?.value === undefined ? [] : [setting.value].flat();
}

/** What policies say is there. */
export function entriesOf(map: Setting | undefined): [string, Setting][] {
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
