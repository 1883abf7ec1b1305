/** Where accounts and targets stand, by the names of the config. */

import { type OrgConfig } from "../../config/schema/org-config";
import { organizationalUnitsUpward, rootTarget } from "../../config/targets";

export interface TreeAccount {
  readonly name: string;
  readonly id: string;
  /** What the config says that it is for, which decides on its stacks. */
  readonly purpose: OrgConfig["accounts"][number]["purpose"];
  /** Whether plans are meant to reach it. */
  readonly workload: boolean;
  /** Ids of the VPCs whose endpoints Terraform manages. */
  readonly vpcIds: readonly string[];
  /** Name of its OU, or `root`. */
  readonly parent: string;
  /** Ids of what its policies come from, from the root down to the account itself. */
  readonly path: readonly string[];
}

export interface OrganizationTree {
  readonly accounts: readonly TreeAccount[];
  /** Governed Regions. */
  readonly regions: readonly string[];
  /** Name of a root, OU or account; its id where the config does not know it. */
  nameOf(id: string): string;
  /** Workload accounts at or below any of the targets. */
  accountsBelow(targetIds: readonly string[]): readonly TreeAccount[];
}

export function organizationTree(config: OrgConfig): OrganizationTree {
  const accounts = config.accounts.map((account): TreeAccount => {
    const units = organizationalUnitsUpward(config, account.organizationalUnit);
    return {
      name: account.name,
      id: account.id,
      purpose: account.purpose,
      workload: account.purpose === "workload",
      vpcIds: account.vpcs.map(({ id }) => id),
      parent: units[0]?.name ?? rootTarget,
      path: [config.organization.rootId, ...units.map(({ id }) => id).reverse(), account.id],
    };
  });
  const names = new Map([
    [config.organization.rootId, rootTarget],
    ...[...config.organizationalUnits, ...config.accounts].map(({ id, name }) => [id, name] as const),
  ]);
  return {
    accounts,
    regions: config.regions,
    nameOf: (id) => names.get(id) ?? id,
    accountsBelow: (targetIds) =>
      accounts.filter(({ workload, path }) => workload && path.some((id) => targetIds.includes(id))),
  };
}
