/** Conditions on tags, as a selection by resource types takes them. */

import { matchesStars } from "./wildcard";

/** What precedes the tag key in `condition_key`. */
export const tagConditionPrefix = "aws:ResourceTag/";

/**
 * The operators by their names in the config, with those of AWS. Only the two with `like` know a wildcard, which is `*`.
 *
 * Sources: AWS Organizations User Guide, "Backup policy syntax and examples", `conditions`; AWS Backup API Reference,
 * "Conditions". Read 2026-11-26.
 */
export const tagOperators = {
  equals: "string_equals",
  notEquals: "string_not_equals",
  like: "string_like",
  notLike: "string_not_like",
} as const;

export type TagOperator = keyof typeof tagOperators;

/** In the order in which they are written. */
export const tagOperatorNames = Object.keys(tagOperators) as TagOperator[];

export interface TagCondition {
  readonly operator: TagOperator;
  readonly key: string;
  readonly value: string;
}

/** Operators that say what a tag is not. */
export function isNegative(operator: TagOperator): boolean {
  return operator === "notEquals" || operator === "notLike";
}

/** Operators whose value is a pattern. */
export function isPattern(operator: TagOperator): boolean {
  return operator === "like" || operator === "notLike";
}

/** Whether a value of the tag meets the condition. Values are compared with their case. */
export function isMetBy({ operator, value }: TagCondition, tag: string): boolean {
  const matches = isPattern(operator) ? matchesStars(value, tag) : tag === value;
  return matches !== isNegative(operator);
}

/** Such as `stage=prod`, `stage not dev` or `app like pay-*`. */
export function conditionInWords({ operator, key, value }: TagCondition): string {
  const words = { equals: "=", notEquals: " not ", like: " like ", notLike: " not like " };
  return `${key}${words[operator]}${value}`;
}
