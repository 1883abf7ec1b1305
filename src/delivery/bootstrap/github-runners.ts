/**
 * The Terraform configuration of the two roles that jobs of GitHub Actions assume to run Terraform, and of the identity
 * provider by which they sign in. It is applied once, by an administrator of the account in which the config has the roles.
 */

import { accountsOf } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { buildRunnerRoles } from "../../policies/deployment-roles/deployment-roles";
import {
  githubAudience,
  githubIssuer,
  type GithubRepository,
  githubTrust,
  type PinnedWorkflows,
} from "../../policies/deployment-roles/github-trust";
import { minified } from "../../policies/policy-document";
import { literal } from "../../terraform/literal";
import { requiredTerraformVersion } from "../../terraform/version";

/**
 * @param workflows as in `githubTrust`
 * @returns what to do first, in words, where the config says of no roles, or of two accounts
 */
export function buildGithubRunners(
  deployment: Deployment,
  repository: GithubRepository,
  workflows: PinnedWorkflows | undefined,
  awsProviderVersion: string,
): object | string {
  const { organization, homeRegion, terraform } = deployment;
  const { runners: permissions } = buildRunnerRoles(deployment);
  if (permissions === undefined) {
    return "runs of HCP Terraform sign in themselves: no role of GitHub Actions is needed";
  }
  if (terraform.runners === undefined) {
    return "name the roles that jobs of GitHub Actions are to assume in terraform.runners";
  }
  const { plan, apply } = terraform.runners;
  const [account = "", other] = accountsOf([plan, apply]);
  if (other !== undefined) {
    return `terraform.runners names roles in two accounts, ${account} and ${other}: name two of one account`;
  }
  const provider = "aws_iam_openid_connect_provider.github";
  const roles = [
    { phase: "plan", arn: plan },
    { phase: "apply", arn: apply },
  ] as const;
  return {
    terraform: {
      required_version: requiredTerraformVersion,
      required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion } },
      backend: { local: { path: "terraform.github-runners.tfstate" } },
    },
    provider: { aws: [{ region: homeRegion, allowed_account_ids: [account] }] },
    resource: {
      aws_iam_openid_connect_provider: {
        github: { url: `https://${githubIssuer}`, client_id_list: [githubAudience] },
      },
      aws_iam_role: Object.fromEntries(
        roles.map(({ phase, arn }) => [
          phase,
          {
            ...pathAndName(arn),
            description: phase === "plan" ? "Runs terraform plan" : "Runs terraform apply",
            assume_role_policy: minified(
              literal(githubTrust(organization.partition, account, phase, repository, workflows)),
            ),
            depends_on: [provider],
          },
        ]),
      ),
      aws_iam_role_policy: Object.fromEntries(
        roles.map(({ phase }) => [
          phase,
          {
            name: "strongroom",
            role: `\${aws_iam_role.${phase}.id}`,
            policy: minified(literal(permissions[phase])),
          },
        ]),
      ),
    },
  };
}

function pathAndName(arn: string): { readonly path: string; readonly name: string } {
  const parts = arn.replace(/^.*:role\//, "").split("/");
  const name = parts.pop() ?? "";
  return { path: parts.length === 0 ? "/" : `/${parts.join("/")}/`, name };
}
