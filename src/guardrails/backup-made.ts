/**
 * Recovery points that are snapshots and images of their own service, where `backup:` actions are not what deletes or
 * shares them.
 */

import { ownBackups } from "../aws/backup-services";
import { type Condition, type Statement } from "../aws/policy-statement";
import { type Partition } from "../aws/regions";
import { type ActionsInWords, type OwnBackup } from "../aws/service-record";

/**
 * Denies actions on what AWS Backup made, and on nothing else.
 * @param sid how the ids of the statements begin
 * @param actionsOn which actions on a kind of backup
 * @param exempt who may, as a condition
 */
export function denyOnBackupMade(
  partition: Partition,
  sid: string,
  actionsOn: (backup: OwnBackup) => ActionsInWords,
  exempt: Condition,
): Statement[] {
  const statement = (mark: OwnBackup["markedBy"], suffix: string, condition: Condition): Statement => {
    const concerned = ownBackups
      .filter(({ markedBy }) => markedBy === mark)
      .map((backup) => ({ actions: Object.keys(actionsOn(backup)), arn: `arn:${partition}:${backup.arnPattern}` }))
      .filter(({ actions }) => actions.length > 0);
    return {
      Sid: `${sid}${suffix}`,
      Effect: "Deny",
      Action: sortedSet(concerned.flatMap(({ actions }) => actions)),
      Resource: sortedSet(concerned.map(({ arn }) => arn)),
      Condition: condition,
    };
  };
  return [
    statement("tag", "ByTag", { ...exempt, Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } }),
    statement("name", "ByName", exempt),
  ];
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
