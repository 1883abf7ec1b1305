/** Whether a backup plan takes a resource. */

import { type EffectivePlan, type EffectiveSelection, type SelectionCondition } from "../../evaluator/effective-plans";

export interface Selectable {
  /** An ARN of the kind of resource that is meant. */
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** The selections of a plan that take a resource. */
export function selectionsOf(plan: EffectivePlan, resource: Selectable): EffectiveSelection[] {
  return plan.selections.filter((selection) => selects(selection, resource));
}

/**
 * Whether a selection takes a resource, opt-in aside. Keys and values of tags are compared with their case.
 *
 * Source: AWS Backup Developer Guide, "Assign resources with AWS CLI": tags of one selection are alternatives,
 * conditions must all hold. Read 2026-11-21.
 */
function selects(selection: EffectiveSelection, { arn, tags }: Selectable): boolean {
  if (selection.by === "tag") {
    const value = tags.get(selection.key);
    return value !== undefined && selection.values.includes(value);
  }
  return (
    selection.arnPatterns.some((pattern) => isLike(arn, pattern)) &&
    !selection.excludedArnPatterns.some((pattern) => isLike(arn, pattern)) &&
    selection.conditions.every((condition) => holds(condition, tags))
  );
}

function holds({ operator, tagKey, value }: SelectionCondition, tags: ReadonlyMap<string, string>): boolean {
  const tag = tags.get(tagKey);
  const matches = tag !== undefined && (operator.endsWith("like") ? isLike(tag, value) : tag === value);
  return operator.includes("_not_") ? !matches : matches;
}

/** `*` stands for anything, as in ARN patterns and in the conditions that compare with `like`. */
function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, (special) => `\\${special}`));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
