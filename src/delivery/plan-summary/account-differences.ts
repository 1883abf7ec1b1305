/** What changes about accounts, as the config says it: no plan shows what is no longer configured. */

import { type Deployment, type PlacedAccount } from "../../model/deployment";
import { pathOf } from "../../model/places";
import { placeDifferences, type WordedDifference } from "./account-places";
import { type PolicyChange } from "./placed-policies";
import { type AccountDifference } from "./protected/rule";
import { type PlaceLosses } from "./protection/account-losses";

/** @param losses what accounts lose */
export function accountDifferences(
  before: Deployment,
  after: Deployment,
  policies: PolicyChange,
  losses: readonly PlaceLosses[],
): AccountDifference[] {
  const placeIn = ({ accounts }: Deployment, of: string) => {
    const account = accounts.find(({ name }) => name === of);
    return account ? pathOf(account) : null;
  };
  return wordedDifferences(before, after, policies, losses).map((difference) => ({
    ...difference,
    detail: [placeIn(before, difference.name), placeIn(after, difference.name)],
  }));
}

function wordedDifferences(
  before: Deployment,
  after: Deployment,
  policies: PolicyChange,
  losses: readonly PlaceLosses[],
): WordedDifference[] {
  const gone = before.accounts.filter(({ id }) => !after.accounts.some((account) => account.id === id));
  return [
    ...before.regions
      .filter((region) => !after.regions.includes(region))
      .map((region) => ({
        kind: "region-removed" as const,
        name: region,
        words: `${region} leaves the organization`,
        losesPlans: false,
      })),
    ...gone.map(({ name, id }) => ({
      kind: "removed" as const,
      name,
      words:
        `account ${name} (${id}) leaves the config: its vaults, roles and endpoints stay in AWS, but Terraform no longer ` +
        `manages them. If the account leaves the organization, it can no longer use the key; if it is closed, ${closedAccount}`,
      losesPlans: false,
    })),
    ...after.accounts.flatMap((account) => purposeLeft(before, account)),
    ...after.accounts.flatMap((account) => endpointsLeft(before, after, account)),
    ...placeDifferences(before, after, policies, losses),
  ];
}

/** The stack of the earlier purpose is no longer configured, so no plan removes or keeps what it made. */
function purposeLeft(before: Deployment, { id, name, purpose }: PlacedAccount): WordedDifference[] {
  const earlier = before.accounts.find((account) => account.id === id)?.purpose ?? purpose;
  const difference = (words: string, kind: "removed" | "added" = "removed") => [
    { kind, name, words: `account ${name} (${id}) ${words}`, losesPlans: false },
  ];
  if (earlier === purpose) {
    return [];
  }
  if (earlier === "suspended") {
    return difference(`is no longer suspended, and now has the purpose ${purpose}`, "added");
  }
  return difference(
    purpose === "suspended"
      ? `is suspended: Terraform no longer manages what is there, and ${closedAccount}`
      : `now has the purpose ${purpose}, no longer ${earlier}: what Terraform created there for ${earlier} stays in AWS, ` +
          "but Terraform no longer manages it",
  );
}

/** Sources: src/config/rules/suspended-accounts.ts. */
const closedAccount =
  "AWS deletes its backups, locked or not, 90 days after it was closed. Copies in the central vault stay";

/** An account without VPCs has no stack for endpoints, so no plan removes those that it had. */
function endpointsLeft(before: Deployment, after: Deployment, { id, name }: PlacedAccount): WordedDifference[] {
  const earlier = vpcIdsOf(id, before);
  return vpcIdsOf(id, after).length > 0 || earlier.length === 0
    ? []
    : [
        {
          kind: "endpoints-left",
          name,
          words: `the endpoints of account ${name} (${earlier.join(", ")}) stay in AWS, but Terraform no longer manages them`,
          losesPlans: false,
        },
      ];
}

/** Ids of the VPCs whose endpoints Terraform manages. */
function vpcIdsOf(accountId: string, { networks }: Deployment): string[] {
  return networks.find(({ account }) => account.id === accountId)?.endpoints.map(({ vpcId }) => vpcId) ?? [];
}
