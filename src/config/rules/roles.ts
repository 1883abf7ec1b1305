/** Rules about the key's account and the roles. */

import { duplicates, type Rule } from "../rule";

const roleKeys = ["backup", "restore", "breakGlass"] as const;

export const roleRules: readonly Rule[] = [
  {
    id: "encryption-account-unknown",
    severity: "error",
    why: "The key must be created in an account of the organization.",
    check: ({ encryption: { account: name }, accounts }) =>
      name === undefined || accounts.some((account) => account.name === name)
        ? []
        : [
            {
              path: ["encryption", "account"],
              message: `no account has the name \`${name}\``,
              hint: "Name one of accounts, or remove the key to use the management account.",
            },
          ],
  },
  {
    id: "deployment-role-central",
    severity: "error",
    why:
      "The guardrails exempt the deployment role. Were it the backup, restore or break-glass role too, whoever holds " +
      "one of them could take the guardrails down.",
    check: ({ terraform: { deploymentRoleName }, roles }) =>
      roleKeys
        .filter((key) => roles[key] === deploymentRoleName)
        .map((key) => ({
          path: ["roles", key],
          message: `\`${deploymentRoleName}\` is the deployment role already`,
          hint: "Give this role another name than terraform.deploymentRoleName.",
        })),
  },
  {
    id: "role-duplicate",
    severity: "error",
    why: "Backing up, restoring and breaking glass are separate powers; one role would hold them together.",
    check: ({ roles }) =>
      duplicates(roleKeys, (key) => roles[key]).map(({ index, first }) => ({
        path: ["roles", String(roleKeys[index])],
        message: `\`${roles[roleKeys[index] ?? "backup"]}\` is the name of roles.${roleKeys[first]} already`,
        hint: "Give every role its own name.",
      })),
  },
];
