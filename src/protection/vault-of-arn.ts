import { type Kept } from "./answer";
import { type OrganizationBackups } from "./organization-backups";

/** The vault that a copy goes to, with its lock where it is one of Strongroom's. */
export function vaultOfArn(
  arn: string,
  organization: OrganizationBackups,
): Pick<Kept, "vaultName" | "region" | "account" | "lock"> {
  const [, , , region = "", accountId = "", , vaultName = ""] = arn.split(":");
  const account = organization.deployment.accounts.find(({ id }) => id === accountId);
  return {
    vaultName,
    region,
    account: { id: accountId, name: account?.name ?? accountId },
    lock: organization.centralVault(arn)?.lock,
  };
}
