/** Rules about what a config leaves out. The output works without it, and protects less than people expect. */

import { firstOf } from "../../first-of";
import { guardrailNames } from "../../guardrails/all";
import { type Problem, type Rule } from "../rule";
import { otherAccountsBelow } from "../targets";

const accountsShown = 10;

export const omissionRules: readonly Rule[] = [
  {
    id: "copies-none",
    severity: "warning",
    what: "A backup plan copies its backups.",
    why: "Without copies, every backup is in the account that it is to protect, and is lost with the account.",
    needs: ["backupPlans", "backupPlans[]", "backupPlans[].rules", "backupPlans[].rules[*].copies"],
    passes: "backupPlans: [{ name: daily, rules: [{ name: daily, copies: [{ to: central }] }] }]",
    fails:
      "backupPlans: [{ name: daily, rules: [{ name: daily, copies: [] }] }, { name: monthly, rules: [{ name: monthly, copies: [] }] }]",
    check: ({ backupPlans }) =>
      backupPlans.length === 0 || backupPlans.some(({ rules }) => rules.some(({ copies }) => copies.length > 0))
        ? []
        : [
            {
              path: ["backupPlans"],
              message: "no backup plan makes a copy",
              hint: "Add `copies: [{ to: central }]` to a backup rule.",
            },
          ],
  },
  {
    id: "lock-none",
    severity: "warning",
    what: "The central vaults have a lock.",
    why: "Without a lock, an administrator of the central backup account can delete every copy.",
    needs: ["vaults.central.lock.**"],
    passes: "vaults: { central: { lock: { minRetentionDays: 30 } } }",
    fails: "vaults: { central: { lock: null } }",
    check: ({ vaults }) =>
      vaults.central.lock
        ? []
        : [
            {
              path: ["vaults", "central", "lock"],
              message: "the central vaults have no lock",
              hint: "Add `lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 400 }` under `vaults.central`, with your own days.",
            },
          ],
  },
  {
    id: "guardrails-none",
    severity: "warning",
    what: "There is a guardrail.",
    why: "Without guardrails, an administrator of any account can delete its backups, and disable its backup plans.",
    passes: "guardrails: { protectBackups: { targets: [root] } }",
    fails: `guardrails: { ${guardrailNames.map((name) => `${name}: null`).join(", ")} }`,
    check: ({ guardrails }) =>
      guardrailNames.some((name) => guardrails[name]) || guardrails.additional.length > 0
        ? []
        : [
            {
              path: ["guardrails"],
              message: "there is no guardrail",
              hint: "Start with `protectBackups: { targets: [root] }` and `protectRoles: { targets: [root] }`.",
            },
          ],
  },
  {
    id: "break-glass-none",
    severity: "warning",
    what: "Somebody can assume the break-glass role.",
    why: "Otherwise the role is not created, and in an emergency nobody but the deployment role can restore a copy or delete what must not be kept.",
    needs: ["roles.breakGlassAccess.principals", "roles.breakGlassAccess.principals[*]"],
    passes: 'roles: { breakGlassAccess: { principals: ["arn:aws:iam::111111111111:user/on-call"] } }',
    fails: "roles: { breakGlassAccess: { principals: [] } }",
    check: ({ roles: { breakGlassAccess } }) =>
      breakGlassAccess.principals.length > 0
        ? []
        : [
            {
              path: ["roles", "breakGlassAccess", "principals"],
              message: "nobody can assume the break-glass role",
              hint: "Name a role or a user in `roles.breakGlassAccess.principals`.",
            },
          ],
  },
  {
    id: "plan-without-vault",
    severity: "warning",
    what: "Each account that a backup plan reaches has a vault.",
    why: "Only workload accounts get a vault and roles. In the others, AWS creates the backup plan, and every backup job of a resource with the tag fails.",
    needs: [
      "backupPlans[].targets",
      "backupPlans[].targets[*]",
      "accounts[*].purpose",
      "accounts[*].organizationalUnit",
    ],
    after: ["plan-empty", "plan-target-unknown"],
    passes: "backupPlans: [{ name: daily, targets: [Production] }]",
    fails: "backupPlans: [{ name: daily, targets: [root] }]",
    check: (config) =>
      config.backupPlans.flatMap(({ name, targets }, index): Problem[] => {
        const reached = otherAccountsBelow(config, targets);
        return reached.length === 0
          ? []
          : [
              {
                path: ["backupPlans", index, "targets"],
                message: `\`${name}\` reaches accounts without a vault: ${firstOf(
                  reached.map((account) => account.name),
                  accountsShown,
                )}`,
                hint: "Choose as targets the OUs and accounts that hold workloads.",
              },
            ];
      }),
  },
];
