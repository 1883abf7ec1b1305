/** Names in the config, and what they stand for. */

import { type OrgConfig } from "./schema/org-config";

export type AccountConfig = OrgConfig["accounts"][number];
export type OrganizationalUnitConfig = OrgConfig["organizationalUnits"][number];

/** The word that stands for the whole organization in `targets`. */
export const rootTarget = "root";

export type Target =
  | { readonly type: "root"; readonly id: string }
  | { readonly type: "organizationalUnit"; readonly id: string; readonly unit: OrganizationalUnitConfig }
  | { readonly type: "account"; readonly id: string; readonly account: AccountConfig };

/** What a name in `targets` stands for, or undefined where nothing has that name. */
export function findTarget(config: OrgConfig, name: string): Target | undefined {
  if (name === rootTarget) {
    return { type: "root", id: config.organization.rootId };
  }
  const unit = config.organizationalUnits.find((candidate) => candidate.name === name);
  if (unit) {
    return { type: "organizationalUnit", id: unit.id, unit };
  }
  const account = config.accounts.find((candidate) => candidate.name === name);
  return account && { type: "account", id: account.id, account };
}

/** Names of the OUs from the one named up to the root. Stops at a name that is unknown or comes again. */
export function organizationalUnitsUpward(config: OrgConfig, name: string | undefined): OrganizationalUnitConfig[] {
  const path: OrganizationalUnitConfig[] = [];
  let unit = config.organizationalUnits.find((candidate) => candidate.name === name);
  while (unit && !path.includes(unit)) {
    path.push(unit);
    const parent: string | undefined = unit.parent;
    unit = config.organizationalUnits.find((candidate) => candidate.name === parent);
  }
  return path;
}
