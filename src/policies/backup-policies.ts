/** BACKUP_POLICY documents of AWS Organizations from backup plans. */

import { roleArn } from "../aws/arn";
import { resourceTypeArns } from "../aws/backup-services";
import { quotas } from "../aws/quotas";
import {
  type BackupPlan,
  type BackupPlanGroup,
  type BackupRule,
  type Deployment,
  type Enforcement,
  type Lifecycle,
  type Selection,
} from "../model/deployment";
import { minified, type OrganizationsPolicy } from "./policy-document";

/**
 * One policy for each entry of `backupPlans`, or more where its plans do not fit into one.
 *
 * Syntax: AWS Organizations User Guide, "Backup policy syntax and examples". Numbers are strings there.
 */
export function buildBackupPolicies(deployment: Deployment): OrganizationsPolicy[] {
  return deployment.backupPlanGroups.flatMap((group) => {
    const inherit = groupInheritance(group, deployment.backupPlanGroups);
    const planOf = (plan: BackupPlan): [string, Node] => [plan.name, planNode(plan, group.selection, deployment)];
    const contents = fit(group.plans.map(planOf), (plans) => content(plans, inherit));
    return contents.map((policyContent, index) => ({
      name: `strongroom-backup-${group.name}${index === 0 ? "" : `--${index + 1}`}`,
      description: `Backup plan ${group.name}, managed by Strongroom`,
      type: "BACKUP_POLICY" as const,
      content: policyContent,
      targets: group.targets,
      origin: { section: "backupPlans" as const, name: group.name },
    }));
  });
}

/** A map or a leaf of the policy, before inheritance operators are put in. */
type Node = Leaf | { readonly [key: string]: Node };

class Leaf {
  constructor(readonly value: string | boolean | readonly string[]) {}
}

function planNode({ regions, rules }: BackupPlan, selection: Selection, deployment: Deployment): Node {
  return {
    regions: new Leaf(regions),
    rules: Object.fromEntries(rules.map((rule) => [rule.name, ruleNode(rule)])),
    selections: selectionNode(selection, deployment),
  };
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
        ...(selection.tags.length > 0
          ? {
              conditions: {
                string_equals: Object.fromEntries(
                  selection.tags.map(([key, value], index): [string, Node] => [
                    // AWS lower-cases the names here, and tag keys may differ in case alone.
                    `tag-${index + 1}`,
                    { condition_key: new Leaf(`aws:ResourceTag/${key}`), condition_value: new Leaf(value) },
                  ]),
                ),
              },
            }
          : {}),
      },
    },
  };
}

/** What children may do: with `plans` itself, and with everything below it. Undefined leaves AWS's default. */
interface Inheritance {
  readonly plans: readonly string[] | undefined;
  readonly below: readonly string[] | undefined;
}

const inheritanceOf: Record<Enforcement, Inheritance> = {
  locked: { plans: ["@@none"], below: ["@@none"] },
  additive: { plans: ["@@append"], below: ["@@none"] },
  open: { plans: undefined, below: undefined },
};

/**
 * A locked `plans` would shut out Strongroom's own plans that are attached further down, so where there are any, the
 * plan is locked and the list of plans stays open to additions.
 */
function groupInheritance(group: BackupPlanGroup, groups: readonly BackupPlanGroup[]): Inheritance {
  const ids = new Set(group.targets.map(({ id }) => id));
  const hasPlansBelow = groups.some(
    (other) => other !== group && other.targets.some(({ ancestorIds }) => ancestorIds.some((id) => ids.has(id))),
  );
  return inheritanceOf[group.enforcement === "locked" && hasPlansBelow ? "additive" : group.enforcement];
}

function content(plans: readonly (readonly [string, Node])[], inherit: Inheritance): string {
  return minified({
    plans: {
      ...control(inherit.plans),
      ...Object.fromEntries(plans.map(([name, node]) => [name, withOperators(node, inherit.below)])),
    },
  });
}

function withOperators(node: Node, allowed: readonly string[] | undefined): unknown {
  if (node instanceof Leaf) {
    return { ...control(allowed), "@@assign": node.value };
  }
  return {
    ...control(allowed),
    ...Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withOperators(child, allowed)])),
  };
}

function control(allowed: readonly string[] | undefined): Record<string, readonly string[]> {
  return allowed ? { "@@operators_allowed_for_child_policies": allowed } : {};
}

/** The contents of the policies that hold the plans in their order, each as full as its quota allows. */
function fit<T>(plans: readonly T[], contentOf: (plans: readonly T[]) => string): string[] {
  const contents: string[] = [];
  let current: T[] = [];
  for (const plan of plans) {
    const larger = [...current, plan];
    if (current.length > 0 && contentOf(larger).length > quotas.backupPolicy.characters) {
      contents.push(contentOf(current));
      current = [plan];
    } else {
      current = larger;
    }
  }
  return [...contents, contentOf(current)];
}
