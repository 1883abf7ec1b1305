/** Who is exempt from a guardrail. Service-linked roles need no exemption: SCPs do not reach them. */

import { roleArn } from "../aws/arn";
import { type Condition } from "../aws/policy-statement";
import { sortedSet } from "../sorted-set";
import { type GuardedDeployment } from "./guarded-deployment";

/** The role by which AWS Control Tower reaches enrolled accounts. */
export const controlTowerRole = "AWSControlTowerExecution";

/** Names of the roles that deploy: Terraform's, and AWS Control Tower's, whatever Terraform's is called. */
export function deployers({
  terraform,
}: {
  readonly terraform: Pick<GuardedDeployment["terraform"], "deploymentRoleName">;
}): string[] {
  return sortedSet([terraform.deploymentRoleName, controlTowerRole]);
}

/** A condition that holds for every principal but those that deploy, and the roles of these names, in any account. */
export function exceptRoles(deployment: GuardedDeployment, names: readonly string[]): Condition {
  return except(deployment, [...deployers(deployment), ...names]);
}

/**
 * A condition that holds for every principal but the roles with which AWS Backup backs up, and the roles of these names.
 * AWS Backup shares and expires snapshots with the role that made them.
 */
export function exceptBackupRoles(deployment: GuardedDeployment, names: readonly string[] = []): Condition {
  return except(deployment, [...backupRoles(deployment), ...names]);
}

/**
 * A condition that holds for a role, in any account, but where AWS Backup makes the request in its name.
 * Source: IAM User Guide, "AWS global condition context keys", `aws:CalledVia`. Read 2026-11-27.
 */
export function outsideBackup({ organization }: GuardedDeployment, name: string): Condition {
  return {
    ArnLike: { "aws:PrincipalArn": roleArn(organization.partition, "*", name) },
    "ForAllValues:StringNotEquals": { "aws:CalledVia": "backup.amazonaws.com" },
  };
}

/** Names of the roles with which AWS Backup backs up: Strongroom's, and those that were there before. */
export function backupRoles({ roles }: Pick<GuardedDeployment, "roles">): string[] {
  return [roles.backup, ...roles.otherBackupRoles];
}

/** A condition that holds for every principal but those that deploy, and a role by its ARN. */
export function exceptDeployersAnd(deployment: GuardedDeployment, arn: string): Condition {
  const deploying = deployers(deployment).map((name) => roleArn(deployment.organization.partition, "*", name));
  return { ArnNotLike: { "aws:PrincipalArn": [...deploying, arn] } };
}

function except({ organization }: GuardedDeployment, names: readonly string[]): Condition {
  return {
    ArnNotLike: { "aws:PrincipalArn": sortedSet(names).map((name) => roleArn(organization.partition, "*", name)) },
  };
}
