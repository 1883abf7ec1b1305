/** Resources that stand for all those that a selection takes. */

import { conditionState, type Selectable, takesKind } from "../../../answers/protection/selects";
import { type Sort } from "../../../aws/rule-overlaps";
import { type EffectiveSelection } from "../../../evaluator/effective-plans";
import { sortsOfArn } from "../sorts-taken";
import { foreignTo, textsOf } from "./wildcard-texts";

/** Combinations of tags that are looked at of one selection. */
const mostCombinations = 50;

export interface StandIn extends Selectable {
  readonly sort: Sort;
}

/**
 * One resource for each way in which the selections of two effective policies take what this one takes: each kind and each
 * value of a tag that they tell apart, with and without continuous backups. A tag that a selection does not ask for is missing, or, where the selection is one of
 * kinds, has each value that another selects.
 */
export function resourcesOf(selection: EffectiveSelection, all: readonly EffectiveSelection[]): StandIn[] {
  const tagged = tagsOf(selection, all);
  return kindsOf(selection, all).flatMap((kind) => tagged.map((tags) => ({ ...kind, tags })));
}

function kindsOf(selection: EffectiveSelection, all: readonly EffectiveSelection[]): Omit<StandIn, "tags">[] {
  const byKind = all.flatMap((one) => (one.by === "resourceTypes" ? [one] : []));
  const patterns = byKind.flatMap(({ arnPatterns, excludedArnPatterns }) => [...arnPatterns, ...excludedArnPatterns]);
  const own = selection.by === "tag" ? [] : selection.arnPatterns;
  const arns = [...textsOf(patterns, own), `arn:${foreignTo(patterns)}`].filter(
    (arn) => selection.by === "tag" || takesKind(selection, arn),
  );
  // One of those that no selection tells apart.
  const kinds = arns.flatMap((arn) => {
    const taken = byKind.map((one) => takesKind(one, arn)).join();
    return sortsOfArn(arn).map((sort) => [`${sort} ${taken}`, { arn, sort }] as const);
  });
  return [...new Map(kinds).values()];
}

function tagsOf(selection: EffectiveSelection, all: readonly EffectiveSelection[]): ReadonlyMap<string, string>[] {
  const tagged = (key: string, values: readonly string[]) => values.map((value) => new Map([[key, value]]));
  if (selection.by === "tag") {
    return tagged(selection.key, selection.values);
  }
  const keys = [...new Set(selection.conditions.map(({ key }) => key))];
  const asked = keys.reduce<ReadonlyMap<string, string>[]>(
    (tags, key) =>
      tags
        .flatMap((one) =>
          valuesOf(key, all)
            .map((value) => new Map([...one, [key, value]]))
            .filter((more) =>
              selection.conditions.every(
                (condition) => condition.key !== key || conditionState(condition, more) === "met",
              ),
            ),
        )
        .slice(0, mostCombinations),
    [new Map()],
  );
  const extra = all.flatMap((one) => (one.by === "tag" && !keys.includes(one.key) ? tagged(one.key, one.values) : []));
  const more = asked.flatMap((tags) => extra.map((tag) => new Map([...tags, ...tag])));
  return [...asked, ...(more.length > mostCombinations ? [] : more)];
}

/** Each value of a tag that a selection names, and one that none does. */
function valuesOf(key: string, all: readonly EffectiveSelection[]): string[] {
  const exact = all.flatMap((one) => (one.by === "tag" && one.key === key ? one.values : []));
  const patterns = all.flatMap((one) =>
    one.by === "tag" ? [] : one.conditions.filter((condition) => condition.key === key).map(({ value }) => value),
  );
  return [...new Set([...exact, ...textsOf(patterns, patterns), foreignTo([...exact, ...patterns])])];
}
