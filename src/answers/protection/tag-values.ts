/** What plans say of the values of a tag. */

import { isMetBy, isPattern } from "../../aws/tag-condition";
import { type EffectivePlan } from "../../evaluator/effective-plans";

/** Whether a plan selects by the key, and takes what has the value, its other demands aside. */
export function selectsValue({ selections }: EffectivePlan, key: string, value: string): boolean {
  return selections.some((selection) => {
    if (selection.by === "tag") {
      return selection.key === key && selection.values.includes(value);
    }
    const conditions = selection.conditions.filter((condition) => condition.key === key);
    return conditions.length > 0 && conditions.every((condition) => isMetBy(condition, value));
  });
}

/** The values of a tag key that a plan names, be it to leave out what has them. Patterns name none. */
export function namedValuesOf({ selections }: EffectivePlan, key: string): string[] {
  return selections.flatMap((selection) =>
    selection.by === "tag"
      ? selection.key === key
        ? selection.values
        : []
      : selection.conditions
          .filter((condition) => condition.key === key && !isPattern(condition.operator))
          .map(({ value }) => value),
  );
}
