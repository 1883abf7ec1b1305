import { accountRootArn, bucketArn, kmsAliasArn, kmsKeyArn, roleArn } from "../aws/arn";
import { type Condition, type Statement } from "../aws/policy-statement";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Guardrail, noOptions } from "./guardrail";
import { keyControl, keyDestruction } from "./key-actions";
import { backupRoles, deployers } from "./principals";
import { sortedSet } from "../sorted-set";

export const protectKeys: Guardrail = {
  description:
    "Denies principals outside the organization the key, the roles and the bucket of the state, and everybody but the " +
    "break-glass role deleting the key, whatever their own policies say. A resource control policy: it has no effect on " +
    "a key in the management account.",
  options: noOptions,
  policyType: "RESOURCE_CONTROL_POLICY",
  forgeable: true,
  initially: { targets: "root" },
  statements,
};

/**
 * What a resource control policy may say: `Deny` alone, to `*`, and of actions only those of services that support it.
 * It binds principals of other organizations, and whomever the policy of the resource lets in; it binds neither
 * service-linked roles nor anybody who asks for a resource of the management account.
 *
 * Sources: AWS Organizations User Guide, "Resource control policies (RCPs)" and "RCP syntax"; Service Authorization
 * Reference, "AWS Key Management Service" and "AWS Security Token Service". Read 2026-11-27.
 */
function statements(deployment: GuardedDeployment): Statement[] {
  return [...keepRoles(deployment), ...keepState(deployment), ...keepKey(deployment)];
}

/**
 * Whoever assumes a role by SAML or a web identity belongs to no organization. Nobody has to assume these roles so, but
 * runs of Terraform may have to assume the roles that deploy.
 */
function keepRoles(deployment: GuardedDeployment): Statement[] {
  const { organization, roles } = deployment;
  const arns = (names: readonly string[]) => sortedSet(names.map((name) => roleArn(organization.partition, "*", name)));
  const own = [...backupRoles(deployment), roles.restore, roles.breakGlass];
  return [
    {
      Sid: "KeepRolesInOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: arns([...own, ...deployers(deployment)]),
      Condition: fromOutside(deployment),
    },
    {
      Sid: "KeepRolesFromFederation",
      Effect: "Deny",
      Principal: "*",
      Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
      Resource: arns(own),
    },
  ];
}

/** Its ARN does not say in which account it is. */
function keepState(deployment: GuardedDeployment): Statement[] {
  const { state } = deployment.terraform;
  if (state.type !== "s3") {
    return [];
  }
  const bucket = bucketArn(deployment.organization.partition, state.bucket);
  return [
    {
      Sid: "KeepStateInOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucket, `${bucket}/*`],
      Condition: fromOutside(deployment),
    },
  ];
}

/**
 * The id of a key that Strongroom creates is not known beforehand, so that every multi-Region key of its account is kept.
 * By its alias, it would be known as long as nobody moves that, and minutes after it was made.
 *
 * The root user of the account may correct the policy of a key, which nobody else can once the roles are gone. Who
 * administers a pinned key may need more: its policy is theirs.
 */
function keepKey(deployment: GuardedDeployment): Statement[] {
  const { encryption, organization, roles } = deployment;
  const { partition } = organization;
  const { account, alias, pinnedKeyId, administratorRoles } = encryption;
  if (account.id === organization.management.id) {
    return [];
  }
  const key = kmsKeyArn(partition, "*", account.id, pinnedKeyId ?? "mrk-*");
  const butFor = (names: readonly string[], more: readonly string[] = []) => ({
    ArnNotLike: {
      "aws:PrincipalArn": sortedSet([...names.map((name) => roleArn(partition, account.id, name)), ...more]),
    },
  });
  return [
    {
      Sid: "KeepKeyInOrganization",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: key,
      Condition: fromOutside(deployment),
    },
    {
      Sid: "KeepKey",
      Effect: "Deny",
      Principal: "*",
      Action: keyDestruction,
      Resource: key,
      Condition: butFor([roles.breakGlass, ...(pinnedKeyId === undefined ? [] : administratorRoles)]),
    },
    {
      Sid: "KeepKeyPolicy",
      Effect: "Deny",
      Principal: "*",
      Action: keyControl,
      Resource: [key, kmsAliasArn(partition, "*", account.id, alias)],
      Condition: butFor([...deployers(deployment), ...administratorRoles], [accountRootArn(partition, account.id)]),
    },
    {
      // Whoever may change the policy could otherwise lock out everybody, themselves too, by one call.
      Sid: "KeepKeyManageable",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:PutKeyPolicy",
      Resource: key,
      Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } },
    },
  ];
}

/**
 * A principal of no organization, or of another. An AWS service that calls for itself belongs to none.
 * Source: AWS KMS Developer Guide, "Resource control policies in AWS KMS". Read 2026-11-27.
 */
function fromOutside({ organization }: GuardedDeployment): Condition {
  return {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": organization.id },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  };
}
