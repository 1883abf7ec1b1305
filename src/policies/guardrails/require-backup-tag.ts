import { type BackupTagRequirement, type Deployment } from "../../model/deployment";
import { backupServices } from "../../aws/backup-services";
import { type Statement } from "../../aws/policy-statement";
import { backupRoles, exceptRoles } from "./principals";

/**
 * The value and the key take a statement each. `aws:RequestTag` matches keys whatever their case, so that `BACKUP` would
 * do for `backup`, but AWS Backup selects by the exact key: `aws:TagKeys` compares that. Each statement also denies where
 * the tag is missing. AWS Backup does not copy tags when it restores: the backup and restore roles are exempt.
 *
 * Source: IAM User Guide, "Controlling access to AWS resources using tags", "Controlling access based on tag keys".
 * Read 2026-11-21.
 */
export function requireBackupTag(deployment: Deployment, { key, values, services }: BackupTagRequirement): Statement[] {
  const { organization, roles } = deployment;
  const creations = services.flatMap((service) => backupServices[service].tagging.creations);
  const exempt = exceptRoles(deployment, [...backupRoles(deployment), roles.restore]);
  const conditions = {
    RequireBackupTag: { StringNotEquals: { [`aws:RequestTag/${key}`]: values } },
    RequireBackupTagKey: { "ForAllValues:StringNotEquals": { "aws:TagKeys": key } },
  };
  const statements = (suffix: string, chosen: typeof creations, resources: string | readonly string[]): Statement[] =>
    chosen.length === 0
      ? []
      : Object.entries(conditions).map(([sid, condition]) => ({
          Sid: `${sid}${suffix}`,
          Effect: "Deny",
          Action: sortedSet(chosen.map(({ action }) => action)),
          Resource: resources,
          Condition: { ...exempt, ...condition },
        }));
  const onResources = creations.filter(({ resource }) => resource !== "*");
  return [
    ...statements(
      "",
      onResources,
      sortedSet(onResources.map(({ resource }) => `arn:${organization.partition}:${resource}`)),
    ),
    ...statements(
      "WithoutResource",
      creations.filter(({ resource }) => resource === "*"),
      "*",
    ),
  ];
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
