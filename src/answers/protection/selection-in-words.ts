import { backupServices, everyResourceType, resourceTypes } from "../../aws/backup-services";
import { conditionInWords, isNegative } from "../../aws/tag-condition";
import { type EffectiveSelection } from "../../evaluator/effective-plans";

/** Such as `backup=daily or monthly`, or `types S3, RDS with stage=prod and app like pay-*`. */
export function selectionInWords(selection: EffectiveSelection): string {
  if (selection.by === "tag") {
    return `${selection.key}=${selection.values.join(" or ")}`;
  }
  const excluded = namesOf(selection.excludedArnPatterns);
  const conditions = selection.conditions.map(conditionInWords);
  return [
    selection.arnPatterns.includes(everyResourceType)
      ? "every type"
      : `types ${namesOf(selection.arnPatterns).join(", ")}`,
    ...(excluded.length > 0 ? [`without ${excluded.join(", ")}`] : []),
    ...(conditions.length > 0 ? [`with ${conditions.join(" and ")}`] : []),
  ].join(" ");
}

/** What AWS leaves open about what a plan selects. */
export function notesOnSelections(selections: readonly EffectiveSelection[]): string[] {
  const conditions = selections.flatMap((selection) => (selection.by === "tag" ? [] : selection.conditions));
  const negated = conditions.filter(({ operator }) => isNegative(operator)).map(({ key }) => key);
  // Another condition that says what the tag is leaves out what does not have it.
  const open = negated.filter((key) => !conditions.some((other) => other.key === key && !isNegative(other.operator)));
  return open.length > 0
    ? [
        `AWS does not say whether it selects a resource without the tag ${[...new Set(open)].map((key) => `\`${key}\``).join(" or ")}: such a resource counts as not protected.`,
      ]
    : [];
}

/** The types that share an ARN pattern cannot be told apart: each of them is selected. */
function namesOf(arnPatterns: readonly string[]): string[] {
  const patterns = new Set(arnPatterns.map((arn) => arn.split(":").slice(2).join(":")));
  return resourceTypes.filter((type) => backupServices[type].arnPatterns.some((pattern) => patterns.has(pattern)));
}
