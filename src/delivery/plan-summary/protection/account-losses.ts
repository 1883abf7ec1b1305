/** What places lose by a change of policies, and by a move in the organization. */

import { type EffectivePlan } from "../../../evaluator/effective-plans";
import { type MergedPolicies, noPolicies } from "../../../evaluator/effective-policy";
import { type PoliciesInForce } from "../policies-in-force";
import { type Loss, lossesBetween } from "./losses";
import { type Place } from "./places";

export interface PlaceLosses {
  readonly place: Place;
  /** By policies that change. */
  readonly byPolicies: readonly Loss[];
  /** By the place itself: it stands elsewhere. */
  readonly byMove: readonly Loss[];
}

export interface InForce {
  readonly before: PoliciesInForce;
  readonly after: PoliciesInForce;
}

/** The places that lose something. An account whose policy becomes invalid keeps the one that it has. */
export function placeLosses(places: readonly Place[], { before, after }: InForce): PlaceLosses[] {
  const known = new Map<MergedPolicies, Map<MergedPolicies, readonly Loss[]>>();
  const between = (
    was: MergedPolicies,
    old: readonly EffectivePlan[],
    is: MergedPolicies,
    now: readonly EffectivePlan[],
  ): readonly Loss[] => {
    const found = known.get(was)?.get(is) ?? (old.length === 0 ? [] : lossesBetween(old, now));
    known.set(was, (known.get(was) ?? new Map<MergedPolicies, readonly Loss[]>()).set(is, found));
    return found;
  };
  return places.flatMap((place): PlaceLosses[] => {
    const was = place.before ? before.at(place.before) : noPolicies;
    const is = after.at(place.after);
    if (after.errorsOf(is).length > 0) {
      return [];
    }
    const [old, now] = [before.plansOf(was), after.plansOf(is)];
    const lost = between(was, old, is, now);
    if (lost.length === 0) {
      return [];
    }
    const isMoved = place.before?.join() !== place.after.join();
    if (!isMoved || !place.before) {
      return [{ place, byPolicies: lost, byMove: [] }];
    }
    const stayed = after.at(place.before);
    const there = after.plansOf(stayed);
    const byMove = between(stayed, there, is, now);
    const byPolicies = between(was, old, stayed, there);
    return [{ place, byPolicies, byMove: byMove.length + byPolicies.length > 0 ? byMove : lost }];
  });
}
