/** A backup plan in the syntax of a BACKUP_POLICY. */

import { roleArn } from "../aws/arn";
import { resourceTypeArns } from "../aws/backup-services";
import { type TagCondition, tagConditionPrefix, tagOperatorNames, tagOperators } from "../aws/tag-condition";
import { type BackupPlan, type BackupRule, type Deployment, type Lifecycle, type Selection } from "../model/deployment";
import { childControl, type Operator } from "../evaluator/inheritance-operators";

/**
 * The document of one plan.
 *
 * Syntax: AWS Organizations User Guide, "Backup policy syntax and examples". Numbers are strings there.
 *
 * @param allowed what child policies may do at every node; undefined leaves AWS's default, which is everything
 */
export function backupPlanDocument(
  { regions, rules }: BackupPlan,
  selection: Selection,
  deployment: Deployment,
  allowed: readonly Operator[] | undefined,
): object {
  return withOperators(
    {
      regions: new Leaf(regions),
      rules: Object.fromEntries(rules.map((rule) => [rule.name, ruleNode(rule)])),
      selections: selectionNode(selection, deployment),
    },
    allowed,
  );
}

/** A map or a leaf of the document, before inheritance operators are put in. */
type Node = Leaf | { readonly [key: string]: Node };

class Leaf {
  constructor(readonly value: string | boolean | readonly string[]) {}
}

function ruleNode(rule: BackupRule): Node {
  return {
    schedule_expression: new Leaf(rule.schedule),
    target_backup_vault_name: new Leaf(rule.targetVaultName),
    ...number("start_backup_window_minutes", rule.startWindowMinutes),
    ...number("complete_backup_window_minutes", rule.completionWindowMinutes),
    ...(rule.continuousBackup ? { enable_continuous_backup: new Leaf(true) } : {}),
    ...lifecycleNode(rule.lifecycle),
    ...(rule.copies.length > 0
      ? {
          copy_actions: Object.fromEntries(
            rule.copies.map(({ vaultArn, lifecycle }): [string, Node] => [
              vaultArn,
              { target_backup_vault_arn: new Leaf(vaultArn), ...lifecycleNode(lifecycle) },
            ]),
          ),
        }
      : {}),
  };
}

function lifecycleNode(lifecycle: Lifecycle | undefined): Record<string, Node> {
  const node = {
    ...number("move_to_cold_storage_after_days", lifecycle?.moveToColdStorageAfterDays),
    ...number("delete_after_days", lifecycle?.deleteAfterDays),
  };
  return Object.keys(node).length > 0 ? { lifecycle: node } : {};
}

function number(key: string, value: number | undefined): Record<string, Node> {
  return value === undefined ? {} : { [key]: new Leaf(String(value)) };
}

/** `tags` and `resources` exclude each other in AWS: types with tags are `resources` with conditions. */
function selectionNode(selection: Selection, { organization, roles }: Deployment): Node {
  const role = { iam_role_arn: new Leaf(roleArn(organization.partition, "$account", roles.backup)) };
  if (selection.by === "tag") {
    return {
      tags: { selection: { ...role, tag_key: new Leaf(selection.key), tag_value: new Leaf(selection.values) } },
    };
  }
  const arns = (types: typeof selection.resourceTypes) => new Leaf(resourceTypeArns(organization.partition, types));
  return {
    resources: {
      selection: {
        ...role,
        resource_types: arns(selection.resourceTypes),
        ...(selection.excludeResourceTypes.length > 0
          ? { not_resource_types: arns(selection.excludeResourceTypes) }
          : {}),
        ...(selection.conditions.length > 0 ? { conditions: conditionsNode(selection.conditions) } : {}),
      },
    },
  };
}

/** A map for each operator. AWS lower-cases the names of conditions, and tag keys may differ in case alone. */
function conditionsNode(conditions: readonly TagCondition[]): Node {
  return Object.fromEntries(
    tagOperatorNames.flatMap((operator): [string, Node][] => {
      const own = conditions.filter((condition) => condition.operator === operator);
      const nodes = own.map(({ key, value }, index): [string, Node] => [
        `${conditionNames[operator]}-${index + 1}`,
        { condition_key: new Leaf(`${tagConditionPrefix}${key}`), condition_value: new Leaf(value) },
      ]);
      return own.length > 0 ? [[tagOperators[operator], Object.fromEntries(nodes)]] : [];
    }),
  );
}

const conditionNames = { equals: "tag", notEquals: "not-tag", like: "tag-like", notLike: "tag-not-like" };

function withOperators(node: Node, allowed: readonly Operator[] | undefined): object {
  return node instanceof Leaf
    ? { ...childControl(allowed), "@@assign": node.value }
    : {
        ...childControl(allowed),
        ...Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withOperators(child, allowed)])),
      };
}
