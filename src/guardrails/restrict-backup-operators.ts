import { z } from "zod";
import { roleArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { nonEmptyList } from "../config/schema/primitives";
import { sortedSet } from "../sorted-set";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Guardrail } from "./guardrail";
import { backupRoles, exceptRoles } from "./principals";

/** With its path, and `*` only where AWS puts what nobody can know beforehand, as for the break-glass principals. */
const operatorRole = z
  .string()
  .regex(
    /^((?!aws-)([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}|aws-reserved\/sso\.amazonaws\.com\/(([a-z0-9-]+|\*)\/)?AWSReservedSSO_[\w+=,.@-]+_([0-9a-f]{16}|\*))$/,
    {
      error:
        "give the name of a role, with its path if it has one; those of IAM Identity Center look like " +
        "aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_PlatformBackup_*",
    },
  );

const shape = {
  roles: nonEmptyList(operatorRole).meta({
    description:
      "Roles, with their paths, that operate backups in each account. The guardrail protects their names and trust policies.",
    examples: [["PlatformBackup"]],
  }),
};

export const restrictBackupOperators: Guardrail<typeof shape, BackupOperators> = {
  description:
    "Denies starting backup, copy and scan jobs, making and changing backup plans, and passing the backup roles.",
  options: {
    shape,
    standIns: { roles: ["unreadable"] },
    resolve: ({ roles }) => ({ roles: sortedSet(roles) }),
  },
  forgeable: true,
  initially: {
    targets: "workloads",
    options: "roles: [PlatformBackup]",
    caution: "Denies on-demand backups and backup plans of a team's own, so name who operates backups:",
  },
  statements,
};

interface BackupOperators {
  /** Sorted. */
  readonly roles: readonly string[];
}

/**
 * AWS Backup runs one job at a time for a resource, and makes the backups of one plan continuous; what it copies into a
 * locked vault stays there. A tiering configuration moves data for good.
 *
 * Sources: AWS Backup Developer Guide, "Quotas", "Continuous backups and point-in-time recovery (PITR)", "AWS Backup
 * Vault Lock" and "Backup tiering". Read 2026-11-27.
 */
const operations = [
  "backup:CreateBackupPlan",
  "backup:CreateBackupSelection",
  "backup:CreateTieringConfiguration",
  "backup:DeleteBackupPlan",
  "backup:DeleteBackupSelection",
  "backup:StartBackupJob",
  "backup:StartCopyJob",
  "backup:StartScanJob",
  "backup:UpdateBackupPlan",
];

/** The restore role can be passed, so that a team restores its own resources. */
function statements(deployment: GuardedDeployment, { roles: operators }: BackupOperators): Statement[] {
  const { partition } = deployment.organization;
  const arns = (names: readonly string[]) => names.map((name) => roleArn(partition, "*", name));
  const exempt = exceptRoles(deployment, [...operators, ...backupRoles(deployment), deployment.roles.breakGlass]);
  const made = operators.filter((name) => !name.startsWith("aws-reserved/"));
  return [
    { Sid: "RestrictBackupOperations", Effect: "Deny", Action: operations, Resource: "*", Condition: exempt },
    {
      Sid: "KeepBackupRoles",
      Effect: "Deny",
      Action: "iam:PassRole",
      Resource: arns(backupRoles(deployment).toSorted()),
      Condition: exempt,
    },
    // Nobody else makes the roles of IAM Identity Center.
    ...(made.length === 0
      ? []
      : [
          {
            Sid: "KeepBackupOperators",
            Effect: "Deny" as const,
            Action: ["iam:CreateRole", "iam:UpdateAssumeRolePolicy"],
            Resource: arns(made),
            Condition: exceptRoles(deployment, []),
          },
        ]),
  ];
}
