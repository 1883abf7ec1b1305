import { roleArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { controlTowerRole, exceptRoles } from "./principals";

/** Source: Service Authorization Reference, "AWS Identity and Access Management (IAM)", actions on roles. */
const roleActions = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

/** Creation is denied as well: the other guardrails exempt roles by name, and a name can be forged where it is free. */
export function protectRoles(deployment: Deployment): Statement[] {
  const { organization, roles, terraform } = deployment;
  const names = [roles.backup, roles.restore, roles.breakGlass, terraform.deploymentRoleName, controlTowerRole];
  return [
    {
      Sid: "ProtectRoles",
      Effect: "Deny",
      Action: roleActions,
      Resource: [...new Set(names)].sort().map((name) => roleArn(organization.partition, "*", name)),
      Condition: exceptRoles(deployment, []),
    },
  ];
}
