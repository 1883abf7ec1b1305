/** What a plan's `select` comes to, whichever way it says it. */

import { everyResourceType, resourceTypeArns, resourceTypes } from "../aws/backup-services";
import { isMetBy, isNegative, type TagCondition, tagOperatorNames, type TagOperator } from "../aws/tag-condition";
import { matchesStars, starPatternsMeet } from "../aws/wildcard";
import { type ConfigPath } from "../findings/finding";
import { type OrgConfig } from "./schema/org-config";

export type Select = OrgConfig["backupPlans"][number]["select"];

/** What a selection asks of one tag. */
export interface TagDemand {
  /** One of which the tag must have. Undefined: any. */
  readonly oneOf: readonly string[] | undefined;
  /** All of which must hold. */
  readonly conditions: readonly TagCondition[];
}

/** What it asks of each tag, by its key. */
export function demandsOf(select: Select): ReadonlyMap<string, TagDemand> {
  if ("tag" in select) {
    return new Map([[select.tag.key, { oneOf: select.tag.values, conditions: [] }]]);
  }
  return demandsOfConditions(conditionsOf(select));
}

/** What conditions ask of each tag, by its key. */
export function demandsOfConditions(conditions: readonly TagCondition[]): ReadonlyMap<string, TagDemand> {
  const keys = [...new Set(conditions.map(({ key }) => key))];
  return new Map(
    keys.map((key) => [key, { oneOf: undefined, conditions: conditions.filter((condition) => condition.key === key) }]),
  );
}

/** Whether a tag of the value meets the demand. */
export function accepts({ oneOf, conditions }: TagDemand, value: string): boolean {
  return (oneOf?.includes(value) ?? true) && conditions.every((condition) => isMetBy(condition, value));
}

/** Whether the demand says what the tag is: a resource without it is not selected. */
export function isPositive({ oneOf, conditions }: TagDemand): boolean {
  return oneOf !== undefined || conditions.some(({ operator }) => !isNegative(operator));
}

/** The values that it names, one of which a tag has that meets it. Undefined where it names patterns, or what it is not. */
export function namedValues({ oneOf, conditions }: TagDemand): readonly string[] | undefined {
  const equal = conditions.filter(({ operator }) => operator === "equals").map(({ value }) => value);
  return oneOf ?? (equal.length > 0 ? equal : undefined);
}

/**
 * Whether the tags of some resource meet both. Plans by different tags meet only in one that carries both: no mistake. A
 * plan that says only what tags are not takes nearly everything.
 */
export function tagsMeet(tags: ReadonlyMap<string, TagDemand>, otherTags: ReadonlyMap<string, TagDemand>): boolean {
  const shared = [...tags].flatMap(([key, demand]) => {
    const second = otherTags.get(key);
    return second ? [[demand, second] as const] : [];
  });
  const asksForTags = (demands: typeof tags) => [...demands.values()].some(isPositive);
  return (
    (shared.length > 0 || !asksForTags(tags) || !asksForTags(otherTags)) &&
    shared.every(([demand, second]) => demandsMeet(demand, second))
  );
}

/** Whether some value meets both demands. Where neither names values, so it is taken unless two patterns rule it out. */
export function demandsMeet(one: TagDemand, other: TagDemand): boolean {
  const named = namedValues(one) ?? namedValues(other);
  if (named) {
    return named.some((value) => accepts(one, value) && accepts(other, value));
  }
  const all = [...one.conditions, ...other.conditions];
  const patterns = all.filter(({ operator }) => operator === "like").map(({ value }) => value);
  const excluded = all.filter(({ operator }) => operator === "notLike").map(({ value }) => value);
  return (
    !excluded.some((pattern) => /^\*+$/.test(pattern)) &&
    patterns.every((pattern) => patterns.every((second) => starPatternsMeet(pattern, second))) &&
    // A pattern that matches another one's text matches whatever that describes.
    !patterns.some((pattern) => excluded.some((wider) => matchesStars(wider, pattern)))
  );
}

/** A condition, and where it stands below `select`. */
export interface PlacedCondition extends TagCondition {
  readonly path: ConfigPath;
}

/** Every condition with its place. `tags` are conditions with `equals`. */
export function placedConditions(select: Select): PlacedCondition[] {
  if ("tag" in select) {
    return [];
  }
  const { tags = {}, where = {} } = select;
  return [
    ...Object.entries(tags).map(([key, value]) => ({ operator: "equals" as const, key, value, path: ["tags", key] })),
    ...tagOperatorNames.flatMap((operator) =>
      Object.entries(where[operator] ?? {}).flatMap(([key, value]) => conditionsOn(operator, key, value)),
    ),
  ];
}

function conditionsOn(operator: TagOperator, key: string, value: string | readonly string[]): PlacedCondition[] {
  const path = ["where", operator, key];
  return typeof value === "string"
    ? [{ operator, key, value, path }]
    : value.map((one, index) => ({ operator, key, value: one, path: [...path, index] }));
}

/** Every condition once. */
export function conditionsOf(select: Select): TagCondition[] {
  const conditions = new Map(
    placedConditions(select).map(({ operator, key, value }) => [
      JSON.stringify([operator, key, value]),
      { operator, key, value },
    ]),
  );
  return [...conditions.values()];
}

/** ARN patterns of the types, without the excluded ones; undefined where a plan takes every type. */
export function arnPatternsOf(select: Select): ReadonlySet<string> | undefined {
  if ("tag" in select || (takesEveryType(select) && !select.excludeResourceTypes)) {
    return undefined;
  }
  const excluded = new Set(resourceTypeArns("aws", select.excludeResourceTypes ?? []));
  const types = takesEveryType(select) ? resourceTypes : select.resourceTypes;
  return new Set(resourceTypeArns("aws", types).filter((arn) => !excluded.has(arn)));
}

/** Whether it takes resources of every type, but for those that it excludes. */
export function takesEveryType(select: Select): boolean {
  return "tag" in select || select.resourceTypes.includes(everyResourceType);
}

/** Whether it takes resources of the type, as far as the type goes. */
export function takesType(select: Select, type: (typeof resourceTypes)[number]): boolean {
  return (
    "tag" in select ||
    ((takesEveryType(select) || select.resourceTypes.includes(type)) && !select.excludeResourceTypes?.includes(type))
  );
}
