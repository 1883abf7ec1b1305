import { roleArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { type GuardedDeployment } from "./guarded-deployment";
import { isIdentityCenterRole, isUser } from "../aws/principal-arn";
import { type Guardrail, noOptions } from "./guardrail";
import { backupRoles, deployers, exceptRoles } from "./principals";

export const protectRoles: Guardrail = {
  description:
    "Denies changing the backup, restore, break-glass and deployment roles, and who may assume the break-glass role.",
  options: noOptions,
  forgeable: false,
  initially: { targets: "root" },
  statements,
};

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

/** Actions by which somebody else signs in as a user, or a user stops being able to. Source: as above, on users. */
const userActions = [
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateUser",
  "iam:DeactivateMFADevice",
  "iam:DeleteLoginProfile",
  "iam:DeleteUser",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateUser",
];

/**
 * Creation is denied as well: the other guardrails exempt roles by name, and a name can be forged where it is free. Who
 * may assume the break-glass role is protected with it; roles of IAM Identity Center are
 * AWS's own to protect, and no SCP reaches those of the management account.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  const { organization, roles, breakGlass, encryption } = deployment;
  const { partition } = organization;
  const names = [...backupRoles(deployment), roles.restore, roles.breakGlass, ...deployers(deployment)];
  const administrators = encryption.administratorRoles.map((name) => roleArn(partition, encryption.account.id, name));
  const inReach = breakGlass.principals.filter((arn) => !arn.includes(`:${organization.management.id}:`));
  const users = inReach.filter(isUser);
  const trustedRoles = inReach.filter((arn) => !isUser(arn) && !isIdentityCenterRole(arn));
  const exempt = exceptRoles(deployment, []);
  return [
    {
      Sid: "ProtectRoles",
      Effect: "Deny",
      Action: roleActions,
      Resource: [
        ...new Set([...names.map((name) => roleArn(partition, "*", name)), ...administrators, ...trustedRoles]),
      ].sort(),
      Condition: exempt,
    },
    {
      // A name is unique in its account whatever the path: taken elsewhere, the role itself cannot be created.
      Sid: "KeepRoleNames",
      Effect: "Deny",
      Action: "iam:CreateRole",
      Resource: [...new Set(names.map((name) => roleArn(partition, "*", `*/${name.replace(/^.*\//, "")}`)))].sort(),
      Condition: exempt,
    },
    {
      Sid: "ProtectServiceLinkedRoles",
      Effect: "Deny",
      Action: "iam:DeleteServiceLinkedRole",
      Resource: roleArn(partition, "*", "aws-service-role/*backup.amazonaws.com/*"),
      Condition: exempt,
    },
    ...(users.length === 0
      ? []
      : [
          {
            Sid: "ProtectBreakGlassUsers",
            Effect: "Deny" as const,
            Action: userActions,
            Resource: users,
            Condition: exempt,
          },
        ]),
  ];
}
