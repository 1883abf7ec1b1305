/** Who may assume the plan and the deployment role of an account. */

import { identityProviderArn } from "../../aws/arn";
import { type Account, type Deployment } from "../../model/deployment";
import { hasDynamicCredentials } from "../../model/stacks";
import { type PolicyDocument, policyDocument } from "../policy-document";
import { type Phase } from "./role-permissions";

/**
 * The identity provider that AWS IAM must have in an account, so that runs of HCP Terraform or Terraform Enterprise can
 * assume a role there; undefined where they need none.
 * Source: HCP Terraform documentation, "Use dynamic credentials with the AWS provider". Read 2026-11-21.
 */
export function identityProvider(
  { organization, terraform }: Deployment,
  account: Account,
): IdentityProvider | undefined {
  return terraform.state.type === "cloud" && hasDynamicCredentials(terraform)
    ? {
        arn: identityProviderArn(organization.partition, account.id, terraform.state.hostname),
        url: `https://${terraform.state.hostname}`,
        audience: runAudience,
      }
    : undefined;
}

export interface IdentityProvider {
  readonly arn: string;
  readonly url: string;
  readonly audience: string;
}

export const runAudience = "aws.workload.identity";

/** HCP Terraform's name for the project of workspaces that nobody gave one. */
export const defaultProject = "Default Project";

/**
 * Runs of the workspaces of the account, in this phase, or the role that runs Terraform. Undefined where the config
 * names neither.
 */
export function roleTrust(deployment: Deployment, account: Account, phase: Phase): PolicyDocument | undefined {
  const provider = identityProvider(deployment, account);
  if (provider) {
    const { arn, url, audience } = provider;
    const { host } = new URL(url);
    return policyDocument([
      {
        Sid: "HcpTerraformRuns",
        Effect: "Allow",
        Principal: { Federated: arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subjects(deployment, account, phase) },
        },
      },
    ]);
  }
  const { runners } = deployment.terraform;
  return (
    runners &&
    policyDocument([
      {
        Sid: "TerraformRuns",
        Effect: "Allow",
        Principal: { AWS: runners[phase] },
        Action: "sts:AssumeRole",
      },
    ])
  );
}

/** How HCP Terraform names a run to AWS: exactly, because the owner of another organization can name projects alike. */
function subjects(deployment: Deployment, account: Account, phase: Phase): string[] {
  const { state } = deployment.terraform;
  if (state.type !== "cloud") {
    return [];
  }
  const { organization, project = defaultProject, workspacePrefix } = state;
  return deployment.stacks
    .filter((stack) => stack.account.id === account.id)
    .map(
      ({ id }) =>
        `organization:${organization}:project:${project}:workspace:${workspacePrefix}${id}:run_phase:${phase}`,
    );
}
