/** Plans between two configs as Terraform would make them, without Terraform: of policies, of vaults and of their locks. */

import { isDeepStrictEqual } from "node:util";
import { type Built } from "../../src/answers/validate";
import { type Vault } from "../../src/model/deployment";
import { type StackPlan } from "../../src/terraform/plan-file";
import { readPlanJson } from "../../src/terraform/plan-json";
import { type JsonObject } from "../../src/terraform/synthesis";

/** The stack of policies, and one for each account with vaults. What stays as it is is in them, as Terraform has it. */
export function plansBetween(before: Built, after: Built): StackPlan[] {
  return [...planFilesBetween(before, after)].map(([stackId, content]) => {
    const plan = readPlanJson(content);
    const changed = plan?.changes.some(({ action }) => action !== undefined);
    return { stackId, plan, failure: undefined, changed, url: undefined, origin: undefined, savedPlan: undefined };
  });
}

/** What `terraform show -json` would say of each stack, with the stack of policies last. */
export function planFilesBetween(before: Built, after: Built): Map<string, JsonObject> {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  // What is no longer configured at all has no plan.
  return new Map(
    [...now].map(([stackId, configured]) => [stackId, planJson(old.get(stackId) ?? new Map(), configured)]),
  );
}

/** By address. */
type Resources = ReadonlyMap<string, JsonObject>;

function planJson(before: Resources, after: Resources): JsonObject {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    timestamp: "2026-11-21T05:11:06Z",
    resource_changes: [...new Set([...before.keys(), ...after.keys()])].sort().map((address): JsonObject => {
      const [type = "", name = ""] = address.split(".");
      const [old, now] = [before.get(address) ?? null, after.get(address) ?? null];
      return {
        address,
        mode: "managed",
        type,
        name,
        change: { actions: actionsOf(type, old, now), before: old, after: now, after_unknown: {} },
      };
    }),
  };
}

/** Vaults and locks stay in AWS when their config goes. */
function actionsOf(type: string, before: JsonObject | null, after: JsonObject | null): string[] {
  if (before && after) {
    return isDeepStrictEqual(before, after) ? ["no-op"] : ["update"];
  }
  return after ? ["create"] : [type.startsWith("aws_backup_vault") ? "forget" : "delete"];
}

function resourcesOf({ deployment, documents }: Built): Map<string, Resources> {
  const policies = documents.organizationsPolicies.flatMap(
    ({ name, type, content, targets }): [string, JsonObject][] => [
      [`aws_organizations_policy.policy-${name}`, { id: `p-${name}`, name, type, content }],
      ...targets.map(({ id }): [string, JsonObject] => [
        `aws_organizations_policy_attachment.attachment-${name}--${id}`,
        { id: `${id}:p-${name}`, policy_id: `p-${name}`, target_id: id },
      ]),
    ],
  );
  return new Map<string, Resources>([
    ...[deployment.centralVaults, ...deployment.members].map(
      ({ stackId, vaults }) => [stackId, new Map(vaults.flatMap(vaultResources))] as const,
    ),
    ["organization", new Map(policies)],
  ]);
}

function vaultResources({ name, region, lock }: Vault): [string, JsonObject][] {
  return [
    [`aws_backup_vault.vault-${region}`, { id: name, name }],
    ...(lock
      ? [
          [
            `aws_backup_vault_lock_configuration.lock-${region}`,
            {
              id: name,
              backup_vault_name: name,
              min_retention_days: lock.minRetentionDays,
              max_retention_days: lock.maxRetentionDays ?? null,
              changeable_for_days: lock.mode === "compliance" ? lock.coolingOffDays : null,
            },
          ] as [string, JsonObject],
        ]
      : []),
  ];
}
