/** The stacks of a deployment, and how Terraform reaches their accounts. */

import { type Account, type Deployment, type TerraformSettings } from "./deployment";
import { sortedBy } from "./sorted";

export type StackKind = "encryption" | "centralVault" | "member" | "network" | "organization";

export interface StackSummary {
  readonly id: string;
  readonly kind: StackKind;
  readonly account: Account;
  /** Ids of the stacks whose state this one reads. */
  readonly reads: readonly string[];
  /** Ids of the stacks that must be applied before it: the key before the vaults, and these before what names them. */
  readonly needs: readonly string[];
}

/** Every stack, sorted by id. */
export function stacksOf({ organization, encryption, centralVaults, members, networks }: Deployment): StackSummary[] {
  const key = encryption.pinnedKeyId === undefined ? [encryption.stackId] : [];
  const withVaults = { reads: key, needs: key };
  const alone = { reads: [], needs: [] };
  return sortedBy<StackSummary>(
    [
      { id: encryption.stackId, kind: "encryption", account: encryption.account, ...alone },
      { id: centralVaults.stackId, kind: "centralVault", account: centralVaults.account, ...withVaults },
      ...members.map(({ stackId, account }) => ({ id: stackId, kind: "member" as const, account, ...withVaults })),
      ...networks.map(({ stackId, account }) => ({ id: stackId, kind: "network" as const, account, ...alone })),
      {
        id: "organization",
        kind: "organization",
        account: organization.management,
        reads: [],
        needs: [centralVaults.stackId, ...members.map(({ stackId }) => stackId)],
      },
    ],
    ({ id }) => id,
  );
}

/** Whether HCP Terraform runs Terraform, with credentials of the account of each stack. */
export function hasDynamicCredentials({ state }: Pick<TerraformSettings, "state">): boolean {
  return state.type === "cloud" && state.executionMode === "remote";
}
