import { type BackupTagRequirement, type Deployment } from "../../model/deployment";
import { taggedCreations } from "../../aws/tagged-creations";
import { type Statement } from "../policy-document";
import { exceptRoles } from "./principals";

/**
 * A tag that is missing differs from every allowed value too, so one condition denies both. AWS Backup does not copy
 * tags when it restores: the backup and restore roles are exempt.
 */
export function requireBackupTag(deployment: Deployment, { key, values, services }: BackupTagRequirement): Statement[] {
  const { organization, roles } = deployment;
  const creations = services.flatMap((service) => taggedCreations[service]);
  const condition = {
    ...exceptRoles(deployment, [roles.backup, roles.restore]),
    StringNotEquals: { [`aws:RequestTag/${key}`]: values },
  };
  const statement = (sid: string, chosen: typeof creations, resources: string | readonly string[]): Statement[] =>
    chosen.length === 0
      ? []
      : [
          {
            Sid: sid,
            Effect: "Deny",
            Action: sortedSet(chosen.map(({ action }) => action)),
            Resource: resources,
            Condition: condition,
          },
        ];
  const onResources = creations.filter(({ resource }) => resource !== undefined);
  return [
    ...statement(
      "RequireBackupTag",
      onResources,
      sortedSet(onResources.map(({ resource }) => `arn:${organization.partition}:${resource}`)),
    ),
    ...statement(
      "RequireBackupTagWithoutResource",
      creations.filter(({ resource }) => resource === undefined),
      "*",
    ),
  ];
}

function sortedSet(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
