/** What changes in what lower policies may do with a backup plan. */

import { isDeepStrictEqual } from "node:util";
import { type Words } from "./backup-difference";
import { type PlacedPlan, placesAround } from "./backup-plan";

const all = "@@all";

export function enforcementDifferences(old: PlacedPlan, now: PlacedPlan): Words[] {
  const freedom = ({ allowedToChildren }: PlacedPlan, path: string) => allowedToChildren.get(path) ?? [all];
  // What comes or goes has a difference of its own.
  const inBoth = [...old.places].filter((path) => now.places.has(path));
  const changed = inBoth.filter((path) => !isDeepStrictEqual(freedom(old, path), freedom(now, path)));
  if (changed.length === 0) {
    return [];
  }
  const looser = changed.filter((path) => isLooser(freedom(old, path), freedom(now, path)));
  const opensPlans = (looser.length > 0 ? looser : changed).every((path) => placesAround.includes(path));
  const what = opensPlans ? "add backup plans beside it" : "change it";
  const detail = changed.map((path) => [path, freedom(old, path), freedom(now, path)]);
  return looser.length > 0
    ? [{ kind: "enforcement-loosened", words: `lower policies can now ${what}`, opensPlans, detail }]
    : [{ kind: "enforcement-tightened", words: `lower policies can no longer ${what}`, detail }];
}

/** Whether an operator is allowed that was not. */
function isLooser(old: readonly string[], now: readonly string[]): boolean {
  return !old.includes(all) && now.some((operator) => operator !== "@@none" && !old.includes(operator));
}
