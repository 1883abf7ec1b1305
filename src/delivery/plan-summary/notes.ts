/** What somebody should know about a change that costs no backup. */

import { grouped } from "../../grouped";
import { shown } from "./protected/keys-and-vaults";
import { changesOf, type Evidence, placeOf } from "./protected/rule";

/** In words, each once. */
export function notesOn(evidence: Evidence): string[] {
  const locks = changesOf(evidence, "aws_backup_vault_lock_configuration", "create").map((change) => ({
    words:
      `vault ${shown(change.after?.backup_vault_name)} gets a lock: from then on, jobs fail if they keep recovery points ` +
      `for less than ${shown(change.after?.min_retention_days)} days` +
      (change.after?.max_retention_days ? ` or more than ${shown(change.after.max_retention_days)}` : ""),
    where: placeOf(change),
  }));
  const endpoints = changesOf(evidence, "aws_vpc_endpoint", "create").map((change) => ({
    words: `${shown(change.after?.vpc_id)} gets an S3 gateway endpoint: open connections to S3 break once`,
    where: placeOf(change),
  }));
  const forgotten = evidence.stacks.flatMap(({ stackId, plan }) => {
    const count = (plan?.changes ?? []).filter(({ action }) => action === "forget").length;
    const words = "Terraform stops managing resources, which stay in AWS";
    return count > 0 ? [{ words, where: `${stackId} (${count})` }] : [];
  });
  return [...grouped([...locks, ...endpoints, ...forgotten], ({ words }) => words)].map(
    ([words, occurrences]) => `${words}: ${occurrences.map(({ where }) => where).join(", ")}`,
  );
}
