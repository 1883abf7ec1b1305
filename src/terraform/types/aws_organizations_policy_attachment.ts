import { type SynthesizedResource } from "../resources";
import { ofOurPolicyTypes, policyArns, policyId, targetArns } from "./organizations-policies";
import { objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";

export const awsOrganizationsPolicyAttachment: TerraformResourceType = {
  read: [{ actions: ["organizations:ListTargetsForPolicy"], resources: policyArns, global: true }],
  write: [
    {
      actions: ["organizations:AttachPolicy", "organizations:DetachPolicy"],
      resources: (scope) => [...policyArns(scope), ...targetArns(scope)],
      condition: ofOurPolicyTypes,
      global: true,
    },
  ],
  questions: (resource, { resources }) => {
    const policy = policyOf(resource, resources);
    return policy ? [listPoliciesOfTarget(resource, policy)] : [];
  },
  adopt: (resource, surroundings) => {
    const policy = policyOf(resource, surroundings.resources);
    const id = policy && policyId(policy, surroundings);
    const attached = policy
      ? objectsIn(surroundings.ask(listPoliciesOfTarget(resource, policy)), "Policies").map(({ Id }) => Id)
      : [];
    return id !== undefined && attached.includes(id) ? { importId: `${resource.text("target_id")}:${id}` } : "absent";
  },
  noise: {},
};

function policyOf(
  attachment: SynthesizedResource,
  resources: readonly SynthesizedResource[],
): SynthesizedResource | undefined {
  const address = attachment.reference("policy_id");
  return resources.find((resource) => resource.stackId === attachment.stackId && resource.address === address);
}

function listPoliciesOfTarget(attachment: SynthesizedResource, policy: SynthesizedResource): Question {
  const [target, type] = [attachment.text("target_id"), policy.text("type")];
  return questionAbout(attachment, [
    "organizations",
    "list-policies-for-target",
    "--target-id",
    target,
    "--filter",
    type,
  ]);
}
