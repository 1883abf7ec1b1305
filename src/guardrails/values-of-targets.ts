/** Values of a tag, where targets have different ones. */

import { sortedSet } from "../sorted-set";

/** By the id of each target. */
export type ValuesOfTargets = Readonly<Record<string, readonly string[]>>;

/** What some target has, sorted. */
export function valuesOfAny(values: ValuesOfTargets): string[] {
  return sortedSet(Object.values(values).flat());
}

/** What other targets have, and this one has not, sorted. */
export function valuesOfOthers(values: ValuesOfTargets, targetId: string): string[] {
  return valuesOfAny(values).filter((value) => !values[targetId]?.includes(value));
}
