/** The roles by which Terraform deploys, as documents. */

import { roleArn } from "../../aws/arn";
import { type Account, type Deployment } from "../../model/deployment";
import { sortedBy } from "../../model/sorted";
import { hasDynamicCredentials } from "../../model/stacks";
import { type PolicyDocument } from "../policy-document";
import { type Phase, rolePermissions } from "./role-permissions";
import { identityProvider, type IdentityProvider, roleTrust } from "./role-trust";
import { runnerPermissions, stateRolePermissions } from "./state-permissions";

export interface DeploymentRole {
  readonly phase: Phase;
  readonly name: string;
  readonly arn: string;
  /** Missing where the config names nobody who runs Terraform. */
  readonly trust?: PolicyDocument;
  readonly permissions: PolicyDocument;
}

export interface AccountRoles {
  readonly account: string;
  readonly id: string;
  /** Only where runs of HCP Terraform assume the roles. */
  readonly identityProvider?: IdentityProvider;
  /** The plan role, where the config names one, and the deployment role. */
  readonly roles: readonly DeploymentRole[];
}

export interface DeploymentRoles {
  /** Every account with a stack, sorted by name. */
  readonly accounts: readonly AccountRoles[];
  /** What the roles that run Terraform may do; missing where HCP Terraform runs it. */
  readonly runners?: Readonly<Record<Phase, PolicyDocument>>;
  /** What `terraform.state.roleArn` may do. */
  readonly stateRole?: PolicyDocument;
}

export function buildDeploymentRoles(deployment: Deployment): DeploymentRoles {
  const accounts = new Map(deployment.stacks.map(({ account }) => [account.id, account]));
  return {
    accounts: sortedBy(accounts.values(), ({ name }) => name).map((account) => {
      const provider = identityProvider(deployment, account);
      return {
        account: account.name,
        id: account.id,
        ...(provider && { identityProvider: provider }),
        roles: rolesOf(deployment, account),
      };
    }),
    ...buildRunnerRoles(deployment),
  };
}

/** What those roles may do that run Terraform, and the one that reaches the state. */
export function buildRunnerRoles(deployment: Deployment): Pick<DeploymentRoles, "runners" | "stateRole"> {
  const stateRole = stateRolePermissions(deployment);
  return {
    ...(hasDynamicCredentials(deployment.terraform)
      ? {}
      : { runners: { plan: runnerPermissions(deployment, "plan"), apply: runnerPermissions(deployment, "apply") } }),
    ...(stateRole ? { stateRole } : {}),
  };
}

/** The plan role, where the config names one, and the deployment role of an account. */
export function rolesOf(deployment: Deployment, account: Account): DeploymentRole[] {
  const { organization, terraform } = deployment;
  const role = (phase: Phase, name: string): DeploymentRole => {
    const trust = roleTrust(deployment, account, phase);
    return {
      phase,
      name,
      arn: roleArn(organization.partition, account.id, name),
      ...(trust ? { trust } : {}),
      permissions: rolePermissions(deployment, account, phase),
    };
  };
  return [
    ...(terraform.planRoleName === undefined ? [] : [role("plan", terraform.planRoleName)]),
    role("apply", terraform.deploymentRoleName),
  ];
}
