import { roleArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { type ActionsInWords } from "../aws/service-record";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Guardrail, noOptions } from "./guardrail";
import { identityProviderActions, roleActions, serviceLinkedRoleAction, userActions } from "./iam-actions";
import { backupRoles, exceptRoles } from "./principals";
import { protectTerraformState } from "./terraform-state";
import { providersOfPeople, providersOfRuns, terraformRoles, trustedPrincipals } from "./trusted-principals";
import { sortedSet } from "../sorted-set";

export const protectRoles: Guardrail = {
  description:
    "Denies changing the backup, restore, break-glass and deployment roles, who may assume the last two, and the " +
    "Terraform state in a bucket.",
  options: noOptions,
  forgeable: false,
  initially: { targets: "root" },
  statements,
};

/**
 * Creation is denied as well: the other guardrails exempt roles by name, and a name can be forged where it is free. Who
 * may assume the break-glass role is protected with it, and so is what leads to the deployment role: the roles that run
 * Terraform, the identity providers by which they are assumed, and the state. Roles of IAM Identity Center are
 * AWS's own to protect, and no SCP reaches those of the management account.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  const { organization, roles, encryption } = deployment;
  const { partition } = organization;
  const names = [...backupRoles(deployment), roles.restore, roles.breakGlass, ...terraformRoles(deployment)];
  const administrators = encryption.administratorRoles.map((name) => roleArn(partition, encryption.account.id, name));
  const { users, roles: trustedRoles } = trustedPrincipals(deployment);
  const exempt = exceptRoles(deployment, []);
  const denies = (sid: string, actions: ActionsInWords, resources: readonly string[]): Statement[] =>
    resources.length === 0
      ? []
      : [
          {
            Sid: sid,
            Effect: "Deny",
            Action: Object.keys(actions),
            Resource: sortedSet(resources),
            Condition: exempt,
          },
        ];
  return [
    ...denies("ProtectRoles", roleActions, [
      ...names.map((name) => roleArn(partition, "*", name)),
      ...administrators,
      ...trustedRoles,
    ]),
    {
      // A name is unique in its account whatever the path: taken elsewhere, the role itself cannot be created.
      Sid: "KeepRoleNames",
      Effect: "Deny",
      Action: "iam:CreateRole",
      Resource: sortedSet(names.map((name) => roleArn(partition, "*", `*/${name.replace(/^.*\//, "")}`))),
      Condition: exempt,
    },
    {
      Sid: "ProtectServiceLinkedRoles",
      Effect: "Deny",
      Action: serviceLinkedRoleAction,
      Resource: roleArn(partition, "*", "aws-service-role/*backup.amazonaws.com/*"),
      Condition: exempt,
    },
    ...denies("ProtectBreakGlassUsers", userActions, users),
    ...denies("ProtectRuns", identityProviderActions.openIdConnect, providersOfRuns(deployment)),
    ...denies("ProtectSignIn", identityProviderActions.saml, providersOfPeople(deployment)),
    ...protectTerraformState(deployment),
  ];
}
