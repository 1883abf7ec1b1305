/** Which accounts get another effective backup policy, and which one that AWS would refuse. */

import { noPolicies } from "../../evaluator/effective-policy";
import { type InForce } from "./protection/account-losses";
import { type Place } from "./protection/places";

export interface EffectiveChange {
  /** Names of the workload accounts that get another effective backup policy. Sorted. */
  readonly changed: readonly string[];
  /** What AWS would refuse about the effective policies after the change, and did not before, in words, by account. */
  readonly invalid: readonly { readonly account: string; readonly words: string }[];
}

/** A policy changes what an account gets, and so does a place elsewhere in the organization. */
export function effectiveChange(places: readonly Place[], { before, after }: InForce): EffectiveChange {
  const accounts = places.flatMap((place) =>
    place.account
      ? [
          {
            name: place.account.name,
            was: place.before ? before.at(place.before) : noPolicies,
            is: after.at(place.after),
          },
        ]
      : [],
  );
  return {
    changed: accounts.filter(({ was, is }) => before.textOf(was) !== after.textOf(is)).map(({ name }) => name),
    invalid: accounts.flatMap(({ name, was, is }) => {
      const known = before.errorsOf(was);
      return after
        .errorsOf(is)
        .filter((words) => !known.includes(words))
        .map((words) => ({ account: name, words }));
    }),
  };
}
