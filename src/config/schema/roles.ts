import { z } from "zod";
import { roleName, strict } from "./primitives";

/**
 * A wildcard only where AWS puts what nobody can know beforehand: the Region and the end of the name of a role that IAM
 * Identity Center makes for a permission set.
 */
const person = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:((user|role)\/(?!aws-reserved\/)[\w+=,.@/-]+|role\/aws-reserved\/sso\.amazonaws\.com\/(([a-z0-9-]+|\*)\/)?AWSReservedSSO_[\w+=,.@-]+_([0-9a-f]{16}|\*))$/,
    {
      error:
        "give the ARN of a role or user, without wildcards; those of a role of IAM Identity Center look like " +
        "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*",
    },
  );

/** Source: IAM API Reference, CreateRole: a path is up to 512 characters. */
const roleNameWithPath = z.string().regex(/^(?!aws-)([\w+=,.@-]+\/)+[\w+=,.@-]{1,64}$|^[\w+=,.@-]{1,64}$/, {
  error: "give the name of a role, with its path if it has one, as in service-role/AWSBackupDefaultServiceRole",
});

/** Source of the session's limits: IAM API Reference, CreateRole, MaxSessionDuration. */
const breakGlassAccessSchema = strict({
  principals: z
    .array(person)
    .default([])
    .meta({
      description:
        "ARNs of the roles and users that may assume the break-glass role. If the list is empty, the role is not " +
        "created. For IAM Identity Center, `*` matches the Region and the end of the role's name.",
      examples: [["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]],
    }),
  maxSessionMinutes: z
    .int()
    .min(60)
    .max(720)
    .default(60)
    .meta({ description: "Minutes after which a session ends. If a role assumes it, AWS allows 60 at the most." }),
  requireMfa: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether a user must sign in with MFA to assume it. For roles this has no effect, because their sessions do not " +
        "say so: require MFA where those begin, in the trust policy of the role or in IAM Identity Center.",
    }),
});

export const rolesSchema = strict({
  backup: roleName.default("OrgBackupRole").meta({ description: "Role with which AWS Backup backs up and copies." }),
  restore: roleName.default("OrgRestoreRole").meta({ description: "Role with which AWS Backup restores." }),
  breakGlass: roleName
    .default("BackupAdminRole")
    .meta({ description: "Role that a person assumes in an emergency. The guardrails exempt it." }),
  otherBackupRoles: z
    .array(roleNameWithPath)
    .default(["aws-controltower-BackupRole", "service-role/AWSBackupDefaultServiceRole"])
    .meta({
      description:
        "Further roles, with their paths, that AWS Backup assumes. The guardrails let them share and expire snapshots, " +
        "and protect their names: only who deploys makes them, so the console cannot make AWSBackupDefaultServiceRole any " +
        "more. Name the backup role of a team here, else its snapshots do not expire: nothing else tells AWS Backup's " +
        "sessions of a role apart.",
    }),
  breakGlassAccess: breakGlassAccessSchema
    .prefault({})
    .meta({ description: "Who may assume the break-glass role, and for how long." }),
});
