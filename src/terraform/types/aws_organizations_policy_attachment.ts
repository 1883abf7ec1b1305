import { type SynthesizedResource } from "../resources";
import { ofOurPolicyTypes, policyArns, policyId, targetArns } from "./organizations-policies";
import { inWords, objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";
import { decision, harmless, judged, turnsOn } from "./meaning";
import { identity } from "./shared-attributes";

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
  called: ({ target_id: target }) => `the attachment of a policy to ${inWords(target)}`,
  harm: "organization-policy-changed",
  calls: {
    "organizations:AttachPolicy": ["create"],
    "organizations:DetachPolicy": ["destroy", "replace"],
  },
  attributes: {
    ...identity,
    policy_id: judged(["guardrail-detached", "target-dropped"], "what the policy says ends there"),
    skip_destroy: turnsOn("a later destroy leaves the policy attached, where nobody manages it"),
    target_id: judged(["guardrail-detached", "target-dropped"], "what the policy says ends there"),
  },
  actions: {
    create: harmless("what a policy adds is listed, and what it takes is judged"),
    replace: judged(["guardrail-detached", "target-dropped"], "what the policy says ends there"),
    destroy: judged(["guardrail-detached", "target-dropped"], "what the policy says ends there"),
    forget: decision("nobody notices when somebody detaches the policy"),
    import: harmless("changes nothing by itself"),
  },
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
