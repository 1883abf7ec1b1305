/** Where accounts stand in the organization. */

import { rootTarget } from "../config/targets";
import { type Deployment, type PlacedAccount, type PolicyTarget } from "./deployment";

/** Ids of what the policies of an account are attached to, from the root down to the account itself. */
export function pathOf({ id, ancestorIds }: Pick<PolicyTarget, "id" | "ancestorIds">): string[] {
  return [...ancestorIds.toReversed(), id];
}

/** The workload accounts at or below any of the targets, sorted by name. */
export function workloadAccountsBelow(targetIds: readonly string[], { accounts }: Deployment): PlacedAccount[] {
  return accounts.filter(
    (account) => account.purpose === "workload" && pathOf(account).some((id) => targetIds.includes(id)),
  );
}

/** Name of the OU in which an account stands, or `root`. */
export function parentOf({ ancestorIds: [parentId = ""] }: PlacedAccount, deployment: Deployment): string {
  return namesIn(deployment)(parentId);
}

/** Gives the name of the root, an OU or an account; of what the config does not list, the id. */
export function namesIn({ organization, organizationalUnits, accounts }: Deployment): (id: string) => string {
  const names = new Map([...organizationalUnits, ...accounts].map(({ id, name }) => [id, name]));
  names.set(organization.rootId, rootTarget);
  return (id) => names.get(id) ?? id;
}
