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
}

/** Every stack, sorted by id. */
export function stacksOf({ organization, encryption, centralVaults, members, networks }: Deployment): StackSummary[] {
  const reads = encryption.pinnedKeyId === undefined ? [encryption.stackId] : [];
  return sortedBy<StackSummary>(
    [
      { id: encryption.stackId, kind: "encryption", account: encryption.account, reads: [] },
      { id: centralVaults.stackId, kind: "centralVault", account: centralVaults.account, reads },
      ...members.map(({ stackId, account }) => ({ id: stackId, kind: "member" as const, account, reads })),
      ...networks.map(({ stackId, account }) => ({ id: stackId, kind: "network" as const, account, reads: [] })),
      { id: "organization", kind: "organization", account: organization.management, reads: [] },
    ],
    ({ id }) => id,
  );
}

/** Whether HCP Terraform runs Terraform, with credentials of the account of each stack. */
export function hasDynamicCredentials({ state }: TerraformSettings): boolean {
  return state.type === "cloud" && state.executionMode === "remote";
}
