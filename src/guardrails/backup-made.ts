/**
 * Recovery points that are snapshots and images of their own service, where `backup:` actions are not what deletes or
 * shares them.
 */

import { backupServices, ownBackups, servicesThat } from "../aws/backup-services";
import { type Condition, type Statement } from "../aws/policy-statement";
import { type Partition } from "../aws/regions";
import { type ActionsInWords, type OwnBackup, ownBackupTags } from "../aws/service-record";
import { sortedSet } from "../sorted-set";

/**
 * Denies actions on what AWS Backup made, and on nothing else. Each tag takes a statement: one condition on both would
 * ask for both.
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
  const statement = (tagged: boolean, suffix: string, condition: Condition): Statement => {
    const concerned = ownBackups
      .filter((backup) => isTagged(backup) === tagged)
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
    statement(true, "ByTag", { ...exempt, Null: { [`aws:ResourceTag/${ownBackupTags.source}`]: "false" } }),
    statement(true, "ByCopyTag", { ...exempt, Null: { [`aws:ResourceTag/${ownBackupTags.copy}`]: "false" } }),
    statement(false, "ByName", exempt),
  ];
}

/**
 * Keeps the tag by which copies are known on them, and off everything else: what carries it, only AWS Backup deletes.
 * Nobody can set or remove the other tag, whose key begins with `aws:`.
 * @param exempt who may, as a condition
 */
export function keepCopyTag(partition: Partition, exempt: Condition): Statement[] {
  const tagged = servicesThat((service) => service.ownBackups.some(isTagged)).map((type) => backupServices[type]);
  const arnPatterns = tagged.flatMap((service) =>
    service.ownBackups.filter(isTagged).map((backup) => backup.arnPattern),
  );
  return [
    {
      Sid: "KeepCopyTag",
      Effect: "Deny",
      Action: sortedSet(tagged.flatMap(({ tagging }) => [...tagging.setting, ...tagging.removing])),
      Resource: sortedSet(arnPatterns.map((pattern) => `arn:${partition}:${pattern}`)),
      Condition: { ...exempt, "ForAnyValue:StringEquals": { "aws:TagKeys": ownBackupTags.copy } },
    },
    {
      // Without keys, ec2:DeleteTags removes every tag of the resource.
      Sid: "KeepCopyTags",
      Effect: "Deny",
      Action: "ec2:DeleteTags",
      Resource: sortedSet(
        arnPatterns.filter((pattern) => pattern.startsWith("ec2:")).map((pattern) => `arn:${partition}:${pattern}`),
      ),
      Condition: { ...exempt, Null: { "aws:TagKeys": "true", [`aws:ResourceTag/${ownBackupTags.copy}`]: "false" } },
    },
  ];
}

function isTagged({ markedBy }: OwnBackup): boolean {
  return markedBy === "tag";
}
