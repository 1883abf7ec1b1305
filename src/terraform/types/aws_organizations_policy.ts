import { listPolicies, ofOurPolicyTypes, policyArns, policyId } from "./organizations-policies";
import { type TerraformResourceType } from "./terraform-type";

export const awsOrganizationsPolicy: TerraformResourceType = {
  read: [
    {
      actions: ["organizations:DescribePolicy", "organizations:ListTagsForResource"],
      resources: policyArns,
      global: true,
    },
  ],
  write: [
    { actions: ["organizations:CreatePolicy"], condition: ofOurPolicyTypes, global: true },
    {
      actions: ["organizations:DeletePolicy", "organizations:UpdatePolicy"],
      resources: policyArns,
      condition: ofOurPolicyTypes,
      global: true,
    },
    { actions: ["organizations:TagResource", "organizations:UntagResource"], resources: policyArns, global: true },
  ],
  questions: (resource) => [listPolicies(resource)],
  adopt: (resource, surroundings) => {
    const id = policyId(resource, surroundings);
    return id === undefined ? "absent" : { importId: id };
  },
  noise: {},
};
