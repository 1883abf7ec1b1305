/** Rules about the KMS key. Their limits stand in the schema. */

import { type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { stackKinds } from "../stack-kinds";
import { type AccountConfig, attachmentPointsOf, findTarget, workloadAccountsBelow } from "../targets";

export const keyRules: readonly Rule[] = [
  {
    id: "kms-alias",
    severity: "error",
    what: "The alias is `alias/` and 1 to 250 letters, digits, `/`, `_` and `-`, and not one of AWS's own.",
    why: "AWS refuses any other alias, and reserves `alias/aws/`.",
    schemaPaths: ["encryption.alias"],
    passes: "encryption: { alias: alias/backup/central }",
    fails: "encryption: { alias: central-backup }",
  },
  {
    id: "kms-deletion-window",
    severity: "error",
    what: "The deletion window is 7 to 30 days.",
    why: "AWS refuses any other window.",
    schemaPaths: ["encryption.deletionWindowDays"],
    passes: "encryption: { deletionWindowDays: 7 }",
    fails: "encryption: { deletionWindowDays: 6 }",
  },
  {
    id: "kms-rotation-period",
    severity: "error",
    what: "The rotation period is 90 to 2,560 days.",
    why: "AWS refuses any other period.",
    schemaPaths: ["encryption.rotationPeriodDays"],
    passes: "encryption: { rotationPeriodDays: 90 }",
    fails: "encryption: { rotationPeriodDays: 89 }",
  },
  {
    id: "kms-key-id",
    severity: "error",
    what: "A pinned key is named by the id of a multi-Region key.",
    why: "A single-Region key does not exist in the other Regions, so AWS cannot create vaults there.",
    schemaPaths: ["encryption.keyId"],
    passes: "encryption: { keyId: mrk-0123456789abcdef0123456789abcdef }",
    fails: "encryption: { keyId: 01234567-89ab-cdef-0123-456789abcdef }",
  },
  {
    id: "kms-key-replicas",
    severity: "note",
    what: "A pinned key has a replica in every governed Region.",
    why: "Without one, AWS cannot create the vaults of the Region. The config does not show which replicas there are.",
    needs: ["encryption.keyId", "regions.**"],
    passes: "encryption: { account: backup-admin }",
    fails: "encryption: { keyId: mrk-0123456789abcdef0123456789abcdef }",
    check: ({ encryption: { keyId }, regions }) =>
      keyId === undefined || regions.length < 2
        ? []
        : [
            {
              path: ["encryption", "keyId"],
              message: `the config does not show whether the key is in every governed Region: ${regions.join(", ")}`,
              hint: `Look with \`aws kms describe-key --key-id ${keyId}\` in the account of the key, and create the replicas that are missing before you apply.`,
            },
          ],
  },
  {
    id: "kms-key-in-management",
    severity: "warning",
    what: "The key is not in the management account.",
    why:
      "SCPs and RCPs do not reach the management account: anybody who can create a role there can give it a name that the key policy " +
      "trusts, and delete the key of every backup.",
    needs: ["encryption.account", "accounts[*].purpose"],
    passes: "encryption: { account: backup-admin }",
    fails: "encryption: { account: management }",
    check: (config) => {
      const [holder] = stackKinds.encryption.accounts(config);
      return holder?.purpose === "management"
        ? [
            {
              path: ["encryption", "account"],
              orElse: ["accounts", config.accounts.indexOf(holder)],
              message: `the key is in \`${holder.name}\`, the management account, which SCPs and RCPs do not reach`,
              hint: "Before the first apply, choose a member account without workloads. The key cannot move later.",
            },
          ]
        : [];
    },
  },
  {
    id: "kms-key-account",
    severity: "warning",
    what: "The key is neither in the central backup account nor in an account that a backup plan reaches.",
    why: "People work in accounts with workloads. And who takes over the account of the central vaults then has the key of every backup too.",
    needs: ["encryption.account", "accounts[*].purpose", "accounts[*].organizationalUnit", "backupPlans[*].targets"],
    passes: "encryption: { account: backup-admin }",
    fails: "encryption: { account: backup-storage }",
    check: (config) => {
      const [holder] = stackKinds.encryption.accounts(config);
      const where = holder && besideTheKey(config, holder);
      return where === undefined
        ? []
        : [
            {
              path: ["encryption", "account"],
              message: `the key is in \`${holder?.name}\`, ${where}`,
              hint: "Before the first apply, choose a member account without vaults and workloads. The key cannot move later.",
            },
          ];
    },
  },
  {
    id: "protect-keys-out-of-reach",
    severity: "warning",
    what: "protectKeys reaches the account of the key.",
    why:
      "A resource control policy binds the resources of the accounts at or below its targets, and never those of the " +
      "management account: protectKeys then protects roles, and not the key.",
    needs: [
      "guardrails.protectKeys.targets[*]",
      "encryption.account",
      "accounts[*].purpose",
      "accounts[*].organizationalUnit",
      "organizationalUnits[*].parent",
    ],
    after: ["guardrail-target-unknown"],
    passes: "{ encryption: { account: backup-admin }, guardrails: { protectKeys: { targets: [root] } } }",
    fails: "{ encryption: { account: backup-admin }, guardrails: { protectKeys: { targets: [Production] } } }",
    check: (config) => {
      const guardrail = config.guardrails.protectKeys;
      const [holder] = stackKinds.encryption.accounts(config);
      if (!guardrail || !holder) {
        return [];
      }
      const problem = (message: string, hint: string) => [{ path: ["guardrails", "protectKeys"], message, hint }];
      if (holder.purpose === "management") {
        return problem(
          `the key is in \`${holder.name}\`, the management account, whose resources RCPs do not reach: protectKeys protects no key`,
          "Before the first apply, choose a member account for the key. It cannot move later: then keep people and workloads out of the management account.",
        );
      }
      const points = attachmentPointsOf(config, holder);
      return guardrail.targets.some((name) => points.has(findTarget(config, name)?.id ?? ""))
        ? []
        : problem(
            `protectKeys does not reach \`${holder.name}\`, where the key is: it protects no key`,
            `Attach protectKeys to \`${holder.name}\` or above.`,
          );
    },
  },
];

function besideTheKey(config: OrgConfig, holder: AccountConfig): string | undefined {
  if (holder.purpose === "centralBackup") {
    return "the central backup account, where the vaults are";
  }
  const plan = config.backupPlans.find(({ targets }) => workloadAccountsBelow(config, targets).includes(holder));
  return plan && `an account that backup plan \`${plan.name}\` reaches`;
}
