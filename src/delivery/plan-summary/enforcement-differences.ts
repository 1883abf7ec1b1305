/** What changes in what lower policies may do with a backup plan. */

import { isDeepStrictEqual } from "node:util";
import { type Words } from "./backup-difference";
import { type PlacedPlan } from "./backup-plan";

export function enforcementDifferences(old: PlacedPlan, now: PlacedPlan): Words[] {
  const all = "@@all";
  const freedom = ({ allowedToChildren }: PlacedPlan, path: string) => allowedToChildren.get(path) ?? [all];
  // What comes or goes has a difference of its own.
  const inBoth = [...old.places].filter((path) => now.places.has(path));
  const changed = inBoth.filter((path) => !isDeepStrictEqual(freedom(old, path), freedom(now, path)));
  if (changed.length === 0) {
    return [];
  }
  const grants = (operators: readonly string[]) =>
    operators.includes(all) ? 4 : operators.filter((operator) => operator !== "@@none").length;
  const looser = changed.some((path) => grants(freedom(now, path)) > grants(freedom(old, path)));
  const detail = changed.map((path) => [path, freedom(old, path), freedom(now, path)]);
  return looser
    ? [{ kind: "enforcement-loosened", words: "lower policies can now change it", detail }]
    : [{ kind: "enforcement-tightened", words: "lower policies can no longer change it", detail }];
}
