/** Rules about who may assume the break-glass role. The form of an ARN stands in the schema. */

import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";

export const breakGlassRules: readonly Rule[] = [
  {
    id: "break-glass-principal",
    severity: "error",
    what: "Every break-glass principal is the ARN of a role or user, with no wildcard but those of IAM Identity Center.",
    why: "With a wildcard, anybody who can create a matching role can assume the break-glass role.",
    schemaPaths: ["roles.breakGlassAccess.principals[]"],
    passes: principals("arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"),
    fails: principals("arn:aws:iam::111111111111:role/*"),
  },
  {
    id: "break-glass-session",
    severity: "error",
    what: "A break-glass session lasts 60 to 720 minutes.",
    why: "AWS refuses a role with any other limit.",
    schemaPaths: ["roles.breakGlassAccess.maxSessionMinutes"],
    passes: "roles: { breakGlassAccess: { maxSessionMinutes: 60 } }",
    fails: "roles: { breakGlassAccess: { maxSessionMinutes: 30 } }",
  },
  {
    id: "break-glass-partition",
    severity: "error",
    what: "Every break-glass principal is of the organization's partition.",
    why: "AWS refuses the trust policy of the role when Terraform applies.",
    needs: ["organization.partition"],
    passes: principals("arn:aws:iam::111111111111:role/OnCall"),
    fails: principals("arn:aws-cn:iam::111111111111:role/OnCall"),
    check: (config) =>
      principalsOf(config).flatMap(({ path, arn, partition }): Problem[] =>
        partition === config.organization.partition
          ? []
          : [
              {
                path,
                message: `\`${arn}\` is of partition ${partition}; the organization is of ${config.organization.partition}`,
                hint: `Write arn:${config.organization.partition}:iam::…, or correct organization.partition.`,
              },
            ],
      ),
  },
  {
    id: "break-glass-account",
    severity: "warning",
    what: "Every break-glass principal is of an account of the config.",
    why: "With a mistyped account id, nobody can assume the role in an emergency, because the trust policy also requires the organization.",
    needs: ["accounts[*].id"],
    passes: principals("arn:aws:iam::222222222222:user/on-call"),
    fails: principals("arn:aws:iam::222222222223:user/on-call"),
    check: (config) =>
      principalsOf(config).flatMap(({ path, arn, accountId }): Problem[] =>
        config.accounts.some(({ id }) => id === accountId)
          ? []
          : [
              {
                path,
                message: `\`${arn}\` is of account ${accountId}, which the config does not list`,
                hint: "Correct the account id, or add the account.",
              },
            ],
      ),
  },
];

function principalsOf({ roles }: OrgConfig) {
  return roles.breakGlassAccess.principals.map((arn, index) => {
    const [, partition, , , accountId] = arn.split(":");
    return { arn, partition, accountId, path: ["roles", "breakGlassAccess", "principals", index] };
  });
}

function principals(arn: string): string {
  return `roles: { breakGlassAccess: { principals: ["${arn}"] } }`;
}
