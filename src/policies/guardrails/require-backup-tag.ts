import { type BackupTagRequirement, type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { exceptRoles } from "./principals";

/**
 * Creations that carry `aws:RequestTag`, with the resource types that do. `ec2:RunInstances` names images, subnets
 * and security groups too, which carry none: on `*` the statement would deny every launch.
 *
 * Sources: Service Authorization Reference of each service; AWS Organizations User Guide, "Require a tag on specified
 * created resources". Read 2026-11-21.
 */
const taggedCreations: readonly { readonly action: string; readonly resources: readonly string[] }[] = [
  { action: "ec2:RunInstances", resources: ["ec2:*:*:instance/*", "ec2:*:*:volume/*"] },
  { action: "ec2:CreateVolume", resources: ["ec2:*:*:volume/*"] },
  { action: "rds:CreateDBInstance", resources: ["rds:*:*:db:*"] },
  { action: "rds:CreateDBCluster", resources: ["rds:*:*:cluster:*"] },
  { action: "dynamodb:CreateTable", resources: ["dynamodb:*:*:table/*"] },
  { action: "elasticfilesystem:CreateFileSystem", resources: ["elasticfilesystem:*:*:file-system/*"] },
];

/**
 * A tag that is missing differs from every allowed value too, so one condition denies both. AWS Backup does not copy
 * tags when it restores: the backup and restore roles are exempt.
 */
export function requireBackupTag(deployment: Deployment, { key, values }: BackupTagRequirement): Statement[] {
  const { organization, roles } = deployment;
  return taggedCreations.map(({ action, resources }) => ({
    Sid: `RequireBackupTag${action.replace(/^.*:/, "")}`,
    Effect: "Deny",
    Action: action,
    Resource: resources.map((resource) => `arn:${organization.partition}:${resource}`),
    Condition: {
      ...exceptRoles(deployment, [roles.backup, roles.restore]),
      StringNotEquals: { [`aws:RequestTag/${key}`]: values },
    },
  }));
}
