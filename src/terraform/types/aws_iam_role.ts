import { isObject } from "../synthesis";
import { inWords } from "./question";
import { getRole, roleArns } from "./roles";
import { type TerraformResourceType } from "./terraform-type";

export const awsIamRole: TerraformResourceType = {
  read: [
    {
      actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      resources: roleArns,
      global: true,
    },
  ],
  write: [
    {
      actions: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roleArns,
      global: true,
    },
  ],
  questions: (resource) => [getRole(resource, resource.text("name"))],
  adopt: (resource, { ask }) => {
    const role = ask(getRole(resource, resource.text("name")))?.Role;
    if (!isObject(role)) {
      return "absent";
    }
    return role.Path === "/"
      ? { importId: resource.text("name") }
      : {
          conflict: `the role has the path ${inWords(role.Path)}, and the path of a role cannot change. Use another role name in this config.`,
        };
  },
  noise: {
    managed_policy_arns: "repeats the attachments, which have resources",
    role_last_used: "AWS reports it",
  },
};
