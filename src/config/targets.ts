/** Names in the config, and what they stand for. */

import { closest, distance } from "fastest-levenshtein";
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
  const unit = findUnit(config, name);
  if (unit) {
    return { type: "organizationalUnit", id: unit.id, unit };
  }
  const account = namesOf(config).accounts.get(name);
  return account && { type: "account", id: account.id, account };
}

export function findUnit(config: OrgConfig, name: string | undefined): OrganizationalUnitConfig | undefined {
  return name === undefined ? undefined : namesOf(config).units.get(name);
}

/** Ten times as deep as AWS nests OUs. */
const deepestSearch = 50;

/** The OUs from the one named up to the root. Stops at a name that is unknown or comes again, and far too deep. */
export function organizationalUnitsUpward(config: OrgConfig, name: string | undefined): OrganizationalUnitConfig[] {
  const path = new Set<OrganizationalUnitConfig>();
  for (let unit = findUnit(config, name); unit && !path.has(unit); unit = findUnit(config, unit.parent)) {
    path.add(unit);
    if (path.size === deepestSearch) {
      break;
    }
  }
  return [...path];
}

/** Ids of what the policies of an account come from: itself, its OUs, the root. */
export function attachmentPointsOf(config: OrgConfig, account: AccountConfig): Set<string> {
  return new Set([account.id, ...unitIdsUpward(config, account.organizationalUnit)]);
}

/** Ids of an OU, of those above it, and of the root. */
function unitIdsUpward(config: OrgConfig, unit: string | undefined): string[] {
  return [...organizationalUnitsUpward(config, unit).map(({ id }) => id), config.organization.rootId];
}

/** The workload accounts that policies on these targets reach. */
export function workloadAccountsBelow(config: OrgConfig, targets: readonly string[]): AccountConfig[] {
  return accountsBelow(config, targets, ({ purpose }) => purpose === "workload");
}

/** The others that they reach, and that backups could be made in. */
export function otherAccountsBelow(config: OrgConfig, targets: readonly string[]): AccountConfig[] {
  return accountsBelow(config, targets, ({ purpose }) => purpose !== "workload" && purpose !== "suspended");
}

function accountsBelow(
  config: OrgConfig,
  targets: readonly string[],
  counts: (account: AccountConfig) => boolean,
): AccountConfig[] {
  const ids = new Set(targets.map((name) => findTarget(config, name)?.id));
  // Of thousands of accounts, many are in one OU.
  const reached = new Map<string | undefined, boolean>();
  const isReached = (unit: string | undefined): boolean => {
    const known = reached.get(unit) ?? unitIdsUpward(config, unit).some((id) => ids.has(id));
    reached.set(unit, known);
    return known;
  };
  return config.accounts.filter(
    (account) => counts(account) && (ids.has(account.id) || isReached(account.organizationalUnit)),
  );
}

/** Everything that `targets` may name. */
export function targetNames({ organizationalUnits, accounts }: OrgConfig): string[] {
  return [rootTarget, ...organizationalUnits.map(({ name }) => name), ...accounts.map(({ name }) => name)];
}

/** The distance of two texts takes the product of their lengths. */
const longestSuggestion = 128;

/** `Did you mean …?` with a space behind it, or nothing where no name is near, and where the name is one of those known. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (name.length > longestSuggestion || known.includes(name)) {
    return "";
  }
  const nearest =
    known.length > 0
      ? closest(
          name.toLowerCase(),
          known.map((other) => other.toLowerCase()),
        )
      : "";
  const original = known.find((other) => other.toLowerCase() === nearest);
  const near = original !== undefined && distance(name.toLowerCase(), nearest) <= Math.max(2, name.length / 3);
  return near ? `Did you mean \`${original}\`? ` : "";
}

interface Names {
  readonly units: ReadonlyMap<string, OrganizationalUnitConfig>;
  readonly accounts: ReadonlyMap<string, AccountConfig>;
}

const namesOfConfigs = new WeakMap<OrgConfig, Names>();

/** Of two with one name, the first counts, as in the rules that find the second. */
function namesOf(config: OrgConfig): Names {
  const known = namesOfConfigs.get(config);
  if (known) {
    return known;
  }
  const byName = <T extends { name: string }>(items: readonly T[]) =>
    new Map(items.toReversed().map((item) => [item.name, item]));
  const names = { units: byName(config.organizationalUnits), accounts: byName(config.accounts) };
  namesOfConfigs.set(config, names);
  return names;
}
