/** Who may assume the break-glass and the deployment role, and by what they sign in, as far as SCPs reach them. */

import { accountOf, accountsOf, identityProviderArn } from "../aws/arn";
import { isIdentityCenterRole, isUser } from "../aws/principal-arn";
import { type GuardedDeployment } from "./guarded-deployment";
import { deployers } from "./principals";

/** Names of the roles that Terraform assumes in every account. */
export function terraformRoles(deployment: GuardedDeployment): string[] {
  const { planRoleName } = deployment.terraform;
  return [...(planRoleName === undefined ? [] : [planRoleName]), ...deployers(deployment)];
}

/** ARNs of those that the config names, without roles of IAM Identity Center and the management account's. */
export function trustedPrincipals(deployment: GuardedDeployment): {
  readonly users: string[];
  readonly roles: string[];
} {
  const reached = [...deployment.breakGlass.principals, ...runnerRoles(deployment)].filter(
    (arn) => accountOf(arn) !== deployment.organization.management.id,
  );
  return {
    users: reached.filter(isUser),
    roles: reached.filter((arn) => !isUser(arn) && !isIdentityCenterRole(arn)),
  };
}

/** ARNs of the roles that run Terraform, and of the one by which they reach the state. */
function runnerRoles({ terraform: { runners, state } }: GuardedDeployment): string[] {
  const stateRole = state.type === "s3" ? state.roleArn : undefined;
  return [...(runners ? [runners.plan, runners.apply] : []), ...(stateRole === undefined ? [] : [stateRole])];
}

/**
 * OpenID Connect providers by which runs get credentials: of HCP Terraform in every account, and of GitHub Actions where
 * the roles are that run Terraform, also where an enterprise has an issuer of its own.
 * Source: GitHub documentation, "OpenID Connect reference", "Customizing the issuer value for an enterprise". Read 2026-11-27.
 */
export function providersOfRuns(deployment: GuardedDeployment): string[] {
  const { state } = deployment.terraform;
  const { partition } = deployment.organization;
  return [
    ...(state.type === "cloud" && state.executionMode === "remote"
      ? [identityProviderArn(partition, "*", state.hostname)]
      : []),
    ...accountsOf(trustedPrincipals(deployment).roles).map((account) =>
      identityProviderArn(partition, account, "token.actions.githubusercontent.com*"),
    ),
  ];
}

/** SAML providers of the accounts of trusted roles: whoever changes one signs in as any role that trusts it. */
export function providersOfPeople(deployment: GuardedDeployment): string[] {
  const { partition } = deployment.organization;
  return accountsOf(trustedPrincipals(deployment).roles).map(
    (account) => `arn:${partition}:iam::${account}:saml-provider/*`,
  );
}
