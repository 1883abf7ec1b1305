import { type Account, type Deployment } from "../../model/deployment";
import { type GrantScope } from "../../terraform/types/grant";

/** What the grants in an account of a deployment are about. */
export function grantScope(deployment: Deployment, account: Account): GrantScope {
  const { organization, encryption, centralVaults, centralVaultName, localVaultName, networks, roles } = deployment;
  const isHere = (one: { readonly account: Account }) => one.account.id === account.id;
  const isWorkload = deployment.stacks.some((stack) => stack.kind === "member" && isHere(stack));
  const vpcIds = networks.filter(isHere).flatMap(({ endpoints }) => endpoints.map(({ vpcId }) => vpcId));
  return {
    partition: organization.partition,
    accountId: account.id,
    regions: deployment.regions,
    organization: { id: organization.id, managementAccountId: organization.management.id },
    key: { accountId: encryption.account.id, id: encryption.pinnedKeyId ?? "mrk-*", alias: encryption.alias },
    vaultName: isHere(centralVaults) ? centralVaultName : localVaultName,
    backupRoleNames: isWorkload ? [roles.backup, roles.restore] : [],
    breakGlassRoleName: roles.breakGlass,
    vpcIds: [...new Set(vpcIds)].sort(),
  };
}
