/** Whether a backup plan takes a resource. */

import { type BackupResource, needsOptIn } from "../../aws/backup-services";
import { isMetBy, isNegative, type TagCondition } from "../../aws/tag-condition";
import { matchesStars } from "../../aws/wildcard";
import { type EffectivePlan, type EffectiveSelection } from "../../evaluator/effective-plans";

export interface Selectable {
  /** An ARN of the kind of resource that is meant. */
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

type ResourceSelection = Extract<EffectiveSelection, { by: "resourceTypes" }>;

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
    takesKind(selection, arn) && selection.conditions.every((condition) => conditionState(condition, tags) === "met")
  );
}

/** Whether a selection that takes the resource does so whatever the opt-in. `*` names no type. */
export function takesWithoutOptIn(selection: EffectiveSelection, { type }: Pick<BackupResource, "type">): boolean {
  return selection.by === "resourceTypes" && !selection.arnPatterns.includes("*") && !needsOptIn(type);
}

/** Whether a selection by resource types takes the kind of resource, whatever its tags. */
export function takesKind(selection: ResourceSelection, arn: string): boolean {
  return namesKind(selection, arn) && !isExcluded(selection, arn);
}

/** Whether it would take the kind of resource if it did not exclude it. */
export function excludesKind(selection: ResourceSelection, arn: string): boolean {
  return namesKind(selection, arn) && isExcluded(selection, arn);
}

function namesKind({ arnPatterns }: ResourceSelection, arn: string): boolean {
  return arnPatterns.some((pattern) => matchesStars(pattern, arn));
}

function isExcluded({ excludedArnPatterns }: ResourceSelection, arn: string): boolean {
  return excludedArnPatterns.some((pattern) => matchesStars(pattern, arn));
}

/**
 * Whether a condition holds for the tags. AWS filters "the values of your tagged resources", and does not say whether
 * what a tag is not holds for a resource without it: nobody should count on such a backup.
 *
 * Source: AWS Backup API Reference, "Conditions". Read 2026-11-26.
 */
export function conditionState(
  condition: TagCondition,
  tags: ReadonlyMap<string, string>,
): "met" | "not-met" | "not-said" {
  const value = tags.get(condition.key);
  if (value === undefined) {
    return isNegative(condition.operator) ? "not-said" : "not-met";
  }
  return isMetBy(condition, value) ? "met" : "not-met";
}
