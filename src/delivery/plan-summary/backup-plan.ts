/** The plans of a backup policy, read without its inheritance operators. */

import { type Lifecycle, lifecycleOfCopy } from "../../aws/lifecycle";
import { conditionInWords, tagConditionPrefix, tagOperatorNames, tagOperators } from "../../aws/tag-condition";
import { grouped } from "../../grouped";
import { isObject, type Json, type JsonObject, parseObject } from "../../terraform/synthesis";
import { entryOf } from "./entry";
import { type PlacedPolicy } from "./placed-policies";

export interface PlacedRule {
  readonly name: string;
  readonly schedule: string;
  readonly vault: string;
  readonly continuous: boolean;
  /** Undefined: AWS's default. */
  readonly startWindow: string | undefined;
  readonly completeWindow: string | undefined;
  readonly coldAfterDays: number | undefined;
  /** Undefined: for ever. */
  readonly keptDays: number | undefined;
  readonly copies: readonly PlacedCopy[];
}

export interface PlacedCopy {
  readonly vaultArn: string;
  readonly coldAfterDays: number | undefined;
  /** Undefined: for ever. */
  readonly keptDays: number | undefined;
  /** Whether it has no lifecycle of its own, so that it is kept as the backup is. */
  readonly followsBackup: boolean;
}

export interface PlacedPlan {
  readonly name: string;
  /** The name without the Region that a config plan which copies within each Region gets as its end. */
  readonly entry: string;
  readonly targetIds: readonly string[];
  readonly regions: readonly string[];
  readonly rules: readonly PlacedRule[];
  /**
   * Every value of the selections, as in `tags/selection/tag_value` → values. The conditions of a selection are one list,
   * `resources/selection/conditions` → what each asks: their names in the policy mean nothing.
   */
  readonly selection: ReadonlyMap<string, readonly string[]>;
  /** What children may do at each place, as in `rules/daily` → operators. */
  readonly allowedToChildren: ReadonlyMap<string, readonly string[]>;
  /** Every place in the plan that operators may stand at. */
  readonly places: ReadonlySet<string>;
}

/** Of the policy, and of what holds its plans: no place in a plan is called so. */
export const placesAround = ["policy", "plans"];

const operatorsKey = "@@operators_allowed_for_child_policies";

/**
 * Every plan of the policies. A policy whose content is no backup policy holds none; a plan that several policies of the
 * same targets hold in parts is one.
 */
export function placedPlans(policies: readonly PlacedPolicy[]): PlacedPlan[] {
  const parts = policies
    .filter(({ type }) => type === "BACKUP_POLICY")
    .flatMap(({ content, targetIds }) => {
      const document = parseObject(content) ?? {};
      const around = new Map([...ownAllowed(document, "policy"), ...ownAllowed(document.plans, "plans")]);
      return children(document.plans).map(([name, node]) => placedPlan(name, node, targetIds, around));
    });
  return [...grouped(parts, ({ name, targetIds }) => JSON.stringify([name, targetIds])).values()].map((alike) =>
    alike.reduce((plan, part) => ({
      ...plan,
      rules: [...plan.rules, ...part.rules],
      allowedToChildren: new Map([...plan.allowedToChildren, ...part.allowedToChildren]),
      places: new Set([...plan.places, ...part.places]),
    })),
  );
}

/** @param around what children may do at the places that hold the plan */
function placedPlan(
  name: string,
  node: JsonObject,
  targetIds: readonly string[],
  around: PlacedPlan["allowedToChildren"],
): PlacedPlan {
  const regions = values(node.regions).toSorted();
  return {
    name,
    entry: entryOf(name, regions),
    targetIds,
    regions,
    rules: children(node.rules).map(([ruleName, rule]) => placedRule(ruleName, rule)),
    selection: selectionLeaves(node.selections),
    allowedToChildren: new Map([...around, ...allowed(node)]),
    places: new Set([...placesAround, ...places(node)]),
  };
}

function placedRule(name: string, node: JsonObject): PlacedRule {
  const kept = lifecycle(node);
  return {
    name,
    schedule: value(node.schedule_expression) ?? "",
    vault: value(node.target_backup_vault_name) ?? "",
    continuous: value(node.enable_continuous_backup) === "true",
    startWindow: value(node.start_backup_window_minutes),
    completeWindow: value(node.complete_backup_window_minutes),
    ...placed(kept),
    copies: children(node.copy_actions).map(([arn, copy]) => ({
      vaultArn: value(copy.target_backup_vault_arn) ?? arn,
      ...placed(lifecycleOfCopy(lifecycle(copy), kept)),
      followsBackup: lifecycle(copy).deleteAfterDays === undefined,
    })),
  };
}

function placed({ moveToColdStorageAfterDays: coldAfterDays, deleteAfterDays: keptDays }: Lifecycle) {
  return { coldAfterDays, keptDays };
}

function lifecycle({ lifecycle: node }: JsonObject): Lifecycle {
  const days = (leaf: Json | undefined) => {
    const number = value(leaf);
    return number === undefined ? undefined : Number(number);
  };
  return isObject(node)
    ? {
        moveToColdStorageAfterDays: days(node.move_to_cold_storage_after_days),
        deleteAfterDays: days(node.delete_after_days),
      }
    : {};
}

/** Entries of a map, without the operators. */
function children(node: Json | undefined): [string, JsonObject][] {
  return Object.entries(isObject(node) ? node : {}).filter(
    (entry): entry is [string, JsonObject] => !entry[0].startsWith("@@") && isObject(entry[1]),
  );
}

function value(leaf: Json | undefined): string | undefined {
  return values(leaf)[0];
}

function values(leaf: Json | undefined): string[] {
  const assigned = isObject(leaf) ? (leaf["@@assign"] ?? leaf["@@append"]) : undefined;
  const list = Array.isArray(assigned) ? assigned : assigned === undefined ? [] : [assigned];
  return list.map((item: Json) => (typeof item === "string" ? item : JSON.stringify(item)));
}

function selectionLeaves(node: Json | undefined): Map<string, string[]> {
  return new Map(
    children(node).flatMap(([by, selections]) =>
      children(selections).flatMap(([name, selection]) => {
        const path = [by, name];
        const { conditions, ...others } = selection;
        const isKnown = (operator: string) =>
          by === "resources" && Object.values<string>(tagOperators).includes(operator);
        const [known, unknown] = [true, false].map((wanted) =>
          Object.fromEntries(children(conditions).filter(([operator]) => isKnown(operator) === wanted)),
        );
        const asked = conditionsInWords(known).toSorted();
        return [
          ...leaves(others, path),
          ...leaves(unknown, [...path, "conditions"]),
          ...(asked.length > 0 ? [[[...path, "conditions"].join("/"), asked] as const] : []),
        ];
      }),
    ),
  );
}

function conditionsInWords(conditions: Json | undefined): string[] {
  return children(conditions).flatMap(([awsOperator, named]) => {
    const operator = tagOperatorNames.find((name) => tagOperators[name] === awsOperator);
    return children(named).map(([, condition]) => {
      const key = (value(condition.condition_key) ?? "").replace(tagConditionPrefix, "");
      const wanted = value(condition.condition_value) ?? "";
      return operator ? conditionInWords({ operator, key, value: wanted }) : `${key} ${awsOperator} ${wanted}`;
    });
  });
}

function leaves(node: Json | undefined, path: readonly string[] = []): Map<string, string[]> {
  const own = values(node);
  return new Map([
    ...(own.length > 0 ? [[path.join("/"), own.toSorted()] as const] : []),
    ...children(node).flatMap(([key, child]) => [...leaves(child, [...path, key])]),
  ]);
}

function places(node: JsonObject, path: readonly string[] = []): string[] {
  return [path.join("/"), ...children(node).flatMap(([key, child]) => places(child, [...path, key]))];
}

function ownAllowed(node: Json | undefined, path: string): [string, string[]][] {
  const own = isObject(node) ? node[operatorsKey] : undefined;
  return Array.isArray(own) ? [[path, own.map(String).sort()]] : [];
}

function allowed(node: Json | undefined, path: readonly string[] = []): Map<string, string[]> {
  return new Map([
    ...ownAllowed(node, path.join("/")),
    ...children(node).flatMap(([key, child]) => [...allowed(child, [...path, key])]),
  ]);
}
