/** The accounts whose effective backup policy changes. */

import { isDeepStrictEqual } from "node:util";
import { type OrganizationTree, type TreeAccount } from "./organization-tree";
import { type PlacedPolicy, type PolicyChange } from "./placed-policies";
import { placedPlans } from "./backup-plan";

/**
 * Names of the workload accounts that get another effective backup policy, because a policy changes, or because they
 * stand elsewhere. Sorted.
 */
export function accountsWithOtherEffectivePolicy(
  { before, after }: PolicyChange,
  treeBefore: OrganizationTree,
  treeAfter: OrganizationTree,
): string[] {
  return treeAfter.accounts
    .filter(({ workload }) => workload)
    .filter((account) => {
      const earlier = treeBefore.accounts.find(({ id }) => id === account.id);
      const reached = earlier ? policiesAlong(earlier, before) : [];
      return !isDeepStrictEqual(reached, policiesAlong(account, after));
    })
    .map(({ name }) => name)
    .sort();
}

/** Names of the plans that reach an account, sorted. */
export function plansReaching({ path }: TreeAccount, policies: readonly PlacedPolicy[]): string[] {
  return placedPlans(policies)
    .filter(({ targetIds }) => targetIds.some((id) => path.includes(id)))
    .map(({ name }) => name)
    .sort();
}

function policiesAlong({ path }: TreeAccount, policies: readonly PlacedPolicy[]): string[][] {
  return path.map((id) =>
    policies
      .filter(({ type, targetIds }) => type === "BACKUP_POLICY" && targetIds.includes(id))
      .map(({ content }) => content),
  );
}
