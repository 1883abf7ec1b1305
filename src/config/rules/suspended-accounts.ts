import { documentation } from "../../about";
import { type Rule } from "../rule";
import { stackKinds } from "../stack-kinds";

/**
 * What AWS does with a closed account. Sources: AWS Organizations API Reference, `CloseAccount`, notes: resources are
 * deleted after 90 days, not available until then unless AWS Support reopens the account, and never after; AWS Backup
 * Developer Guide, "AWS Backup Vault Lock", section "AWS account closure with a locked vault": a lock does not keep them.
 * Read 2026-11-27.
 */
const closure =
  "AWS deletes what a closed account holds after 90 days: its backups, locked or not, and its own copies. Until then AWS " +
  "Support can reopen it. Copies in the central vault stay for as long as they are kept";

export const suspendedAccountRules: readonly Rule[] = [
  {
    id: "account-suspended",
    severity: "note",
    what: "No account has the purpose `suspended`.",
    why: `Nobody can work in such an account, not even Terraform: it has no stacks, and nothing backs it up. ${closure}.`,
    passes: "accounts: [{ name: payments }]",
    fails: "accounts: [{ name: ledger, id: '555555555555', purpose: suspended }]",
    check: ({ accounts }) =>
      accounts.flatMap(({ name, purpose }, index) =>
        purpose === "suspended"
          ? [
              {
                path: ["accounts", index, "purpose"],
                message: `suspended, so without stacks, and without backups to count on: \`${name}\``,
                hint: `${closure}. What to do with its Terraform state: ${documentation("first-deployment.md")}, section Close an account.`,
              },
            ]
          : [],
      ),
  },
  {
    id: "kms-key-account-suspended",
    severity: "error",
    what: "The account of the key is not suspended.",
    why: "Nobody can use the key, so every backup and copy fails, and none can be restored.",
    needs: ["encryption.account", "accounts[*].purpose"],
    after: ["encryption-account-unknown"],
    passes: "encryption: { account: backup-admin }",
    fails: "{ accounts: [{ name: ledger, id: '555555555555', purpose: suspended }], encryption: { account: ledger } }",
    check: (config) =>
      stackKinds.encryption.accounts(config).flatMap((holder) =>
        holder.purpose === "suspended"
          ? [
              {
                path: ["encryption", "account"],
                message: `the key is in \`${holder.name}\`, which is suspended`,
                hint: "Ask AWS Support to reopen the account within 90 days after it was closed: the key of a vault cannot change.",
              },
            ]
          : [],
      ),
  },
];
