import { backupServices, resourceTypes } from "../../aws/backup-services";
import { type EffectiveSelection } from "../../evaluator/effective-plans";

/** Such as `backup=daily or monthly`, or `types S3, RDS with stage=prod`. */
export function selectionInWords(selection: EffectiveSelection): string {
  if (selection.by === "tag") {
    return `${selection.key}=${selection.values.join(" or ")}`;
  }
  const excluded = namesOf(selection.excludedArnPatterns);
  const conditions = selection.conditions.map(({ tagKey, value }) => `${tagKey}=${value}`);
  return [
    `types ${namesOf(selection.arnPatterns).join(", ")}`,
    ...(excluded.length > 0 ? [`without ${excluded.join(", ")}`] : []),
    ...(conditions.length > 0 ? [`with ${conditions.join(" and ")}`] : []),
  ].join(" ");
}

/** The types that share an ARN pattern cannot be told apart: each of them is selected. */
function namesOf(arnPatterns: readonly string[]): string[] {
  const patterns = new Set(arnPatterns.map((arn) => arn.split(":").slice(2).join(":")));
  return resourceTypes.filter((type) => backupServices[type].arnPatterns.some((pattern) => patterns.has(pattern)));
}
