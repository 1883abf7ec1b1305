import { type SynthesizedResource } from "../resources";
import { objectsIn, type Question, questionAbout } from "./question";
import { roleArns } from "./roles";
import { type TerraformResourceType } from "./terraform-type";

export const awsIamRolePolicyAttachment: TerraformResourceType = {
  read: [{ actions: ["iam:ListAttachedRolePolicies"], resources: roleArns, global: true }],
  write: [
    {
      actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      resources: roleArns,
      condition: ({ partition }) => ({
        ArnLike: {
          "iam:PolicyARN": [
            `arn:${partition}:iam::aws:policy/AWSBackupServiceRolePolicyFor*`,
            `arn:${partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor*`,
          ],
        },
      }),
      global: true,
    },
  ],
  questions: (resource) => [listAttachedPolicies(resource)],
  adopt: (resource, { ask }) => {
    const arn = resource.text("policy_arn");
    const attached = objectsIn(ask(listAttachedPolicies(resource)), "AttachedPolicies");
    return attached.some(({ PolicyArn }) => PolicyArn === arn)
      ? { importId: `${resource.text("role")}/${arn}` }
      : "absent";
  },
  noise: {},
};

function listAttachedPolicies(resource: SynthesizedResource): Question {
  const command = ["iam", "list-attached-role-policies", "--role-name", resource.text("role")];
  return questionAbout(resource, command, "NoSuchEntity");
}
