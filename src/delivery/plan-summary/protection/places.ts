/** Where a change of backup policies is judged. */

import { type Built } from "../../../answers/validate";
import { type Deployment, type PlacedAccount } from "../../../model/deployment";
import { pathOf } from "../../../model/places";
import { type PolicyChange } from "../placed-policies";

export interface Place {
  readonly id: string;
  readonly name: string;
  /** The account of the config, where the place is one. */
  readonly account: PlacedAccount | undefined;
  /** Ids from the root down to the place; undefined where it is new. */
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[];
}

/**
 * The workload accounts of the config, and each target of a policy that has none of them below it: what stands there,
 * nobody knows. Without a config, every target is such a place, and nobody knows what is above it.
 */
export function placesOf({ before, after }: PolicyChange, earlier: Built | undefined, now: Built | undefined): Place[] {
  const accounts = now && earlier ? accountsIn(earlier.deployment, now.deployment) : [];
  const above = new Set(accounts.flatMap((place) => [...(place.before ?? []), ...place.after]));
  const targets = [...before, ...after]
    .filter(({ type }) => type === "BACKUP_POLICY")
    .flatMap(({ targetIds }) => targetIds)
    .filter((id) => !above.has(id) && !isAccountOf(id, now) && !isAccountOf(id, earlier));
  return [
    ...accounts,
    ...[...new Set(targets)].sort().map((id): Place => ({
      id,
      name: id,
      account: undefined,
      before: pathTo(id, earlier, now),
      after: pathTo(id, now, earlier),
    })),
  ];
}

function accountsIn(earlier: Deployment, now: Deployment): Place[] {
  return now.accounts
    .filter(({ purpose }) => purpose === "workload")
    .map((account) => {
      const old = earlier.accounts.find(({ id }) => id === account.id);
      return {
        id: account.id,
        name: account.name,
        account,
        before: old?.purpose === "workload" ? pathOf(old) : undefined,
        after: pathOf(account),
      };
    });
}

/** Nothing backs up accounts for another purpose, and the rules about accounts say what leaves. */
function isAccountOf(id: string, built: Built | undefined): boolean {
  return built?.deployment.accounts.some((account) => account.id === id) === true;
}

/** From the root down, as far as the first config knows it that does. */
export function pathTo(id: string, ...configs: readonly (Built | undefined)[]): string[] {
  const targets = configs
    .flatMap((built) => built?.documents.organizationsPolicies ?? [])
    .flatMap(({ targets }) => targets);
  const target = targets.find((candidate) => candidate.id === id);
  return target ? pathOf(target) : [id];
}
