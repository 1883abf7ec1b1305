/**
 * The Terraform configuration that makes the roles of one account, and the identity provider that HCP Terraform needs
 * there. It is applied once by an administrator of the account, because no role exists yet that could do it.
 */

import { type Deployment } from "../../model/deployment";
import { minified } from "../../policies/policy-document";
import { literal } from "../../terraform/literal";
import { requiredTerraformVersion } from "../../terraform/version";
import { type AccountRoles } from "../../policies/deployment-roles/deployment-roles";

export function buildAccountBootstrap(
  { homeRegion }: Deployment,
  account: AccountRoles,
  awsProviderVersion: string,
): object {
  const { identityProvider, roles } = literal(account);
  return {
    terraform: {
      required_version: requiredTerraformVersion,
      required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion } },
      backend: { local: { path: `terraform.roles-${account.account}.tfstate` } },
    },
    provider: { aws: [{ region: homeRegion, allowed_account_ids: [account.id] }] },
    resource: {
      ...(identityProvider
        ? {
            aws_iam_openid_connect_provider: {
              "hcp-terraform": { url: identityProvider.url, client_id_list: [identityProvider.audience] },
            },
          }
        : {}),
      aws_iam_role: Object.fromEntries(
        roles.map(({ phase, name, trust }) => [
          phase,
          {
            name,
            description: phase === "plan" ? "Plans Strongroom" : "Deploys Strongroom",
            assume_role_policy: minified(trust),
            ...(identityProvider ? { depends_on: ["aws_iam_openid_connect_provider.hcp-terraform"] } : {}),
          },
        ]),
      ),
      aws_iam_role_policy: Object.fromEntries(
        roles.map(({ phase, permissions }) => [
          phase,
          { name: "strongroom", role: `\${aws_iam_role.${phase}.id}`, policy: minified(permissions) },
        ]),
      ),
    },
  };
}
