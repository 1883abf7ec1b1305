/** Policies of AWS Organizations with the places that they are attached to, before and after a change. */

import { type Built } from "../../answers/validate";
import { type PlanJson, type ResourceChange, text } from "../../terraform/plan-json";
import { type JsonObject } from "../../terraform/synthesis";

export interface PlacedPolicy {
  readonly name: string;
  readonly type: string;
  readonly content: string;
  /** Ids of roots, OUs and accounts, sorted. */
  readonly targetIds: readonly string[];
}

export interface PolicyChange {
  readonly before: readonly PlacedPolicy[];
  readonly after: readonly PlacedPolicy[];
}

const policyType = "aws_organizations_policy";
const attachmentType = "aws_organizations_policy_attachment";

/** The policies that the plans hold, or undefined where they hold none. */
export function policiesOfPlans(plans: readonly PlanJson[]): PolicyChange | undefined {
  const holding = plans.filter(({ changes }) => changes.some(({ type }) => type === policyType));
  return holding.length === 0
    ? undefined
    : {
        before: holding.flatMap((plan) => placed(plan, "before")),
        after: holding.flatMap((plan) => placed(plan, "after")),
      };
}

/** The policies that a config comes to; none without one. */
export function policiesOfConfig(built: Built | undefined): PlacedPolicy[] {
  return (built?.documents.organizationsPolicies ?? []).map(({ name, type, content, targets }) => ({
    name,
    type,
    content,
    targetIds: targets.map(({ id }) => id).sort(),
  }));
}

function placed(plan: PlanJson, when: "before" | "after"): PlacedPolicy[] {
  const attachments = plan.changes.flatMap((change) => {
    const values = change.type === attachmentType ? valuesOf(change, when) : undefined;
    return values ? [{ change, values }] : [];
  });
  return plan.changes
    .filter((change) => change.type === policyType)
    .flatMap((policy) => {
      const values = valuesOf(policy, when);
      return values ? [{ policy, values }] : [];
    })
    .map(({ policy, values }) => ({
      name: text(values.name) ?? policy.name,
      type: text(values.type) ?? "SERVICE_CONTROL_POLICY",
      content: text(values.content) ?? "",
      targetIds: attachments
        .filter(({ change, values: attached }) => {
          const policyId = text(attached.policy_id);
          // A policy that is yet to be created has no id: the configuration refers to it.
          return policyId === undefined
            ? plan.referenceOf(change.address, "policy_id") === policy.address
            : policyId === text(values.id);
        })
        .map(({ values: attached }) => text(attached.target_id) ?? "")
        .sort(),
    }));
}

/** What Terraform forgets stays in AWS as it is. */
function valuesOf({ action, before, after }: ResourceChange, when: "before" | "after"): JsonObject | undefined {
  return when === "before" || action === "forget" ? before : after;
}
