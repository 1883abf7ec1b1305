/** Whether two backup plans can take one resource. */

import { starPatternsMeet } from "../../aws/wildcard";
import { demandsOfConditions, type TagDemand, tagsMeet } from "../../config/selected";
import { type EffectiveSelection } from "../../evaluator/effective-plans";
import { type Plan } from "./organization-backups";

/** Plans by different tags meet only in a resource that carries both: these count as different. */
export function takeTheSame(one: Plan, other: Plan): boolean {
  return one.selections.some((selection) =>
    other.selections.some((second) => typesMeet(selection, second) && tagsMeet(demands(selection), demands(second))),
  );
}

function typesMeet(one: EffectiveSelection, other: EffectiveSelection): boolean {
  return patternsOf(one).some((pattern) => patternsOf(other).some((second) => starPatternsMeet(pattern, second)));
}

function patternsOf(selection: EffectiveSelection): readonly string[] {
  return selection.by === "tag"
    ? ["*"]
    : selection.arnPatterns.filter((pattern) => !selection.excludedArnPatterns.includes(pattern));
}

function demands(selection: EffectiveSelection): ReadonlyMap<string, TagDemand> {
  return selection.by === "tag"
    ? new Map([[selection.key, { oneOf: selection.values, conditions: [] }]])
    : demandsOfConditions(selection.conditions);
}
