/** The kinds of stacks: one record each, from which ids, accounts, order, permissions and words follow. */

import { type TerraformTypeName } from "../terraform/types/all";
import { type OrgConfig } from "./schema/org-config";

export type StackKind = "encryption" | "centralVault" | "member" | "network" | "organization";

type AccountConfig = OrgConfig["accounts"][number];

interface StackKindRecord {
  /** Part of every address in Terraform's state, so it never changes. With `<account>`, it is one for each account. */
  readonly id: string;
  /** The accounts with such a stack. */
  readonly accounts: (config: OrgConfig) => readonly AccountConfig[];
  /** The same in words, in Markdown. */
  readonly account: string;
  /** What it holds, in words, in Markdown. */
  readonly holds: string;
  /** Types of the resources and data sources that it may hold, beside those of Terraform's own. */
  readonly types: readonly TerraformTypeName[];
  /** Whether it reads the id of the key from the state of `encryption`, as long as the key is not pinned. */
  readonly readsKey: boolean;
  /** Kinds that are applied before it, because it names what they hold. */
  readonly follows: readonly StackKind[];
}

const breakGlassRole = ["aws_iam_role", "aws_iam_role_policy"] as const;

const vaults = ["aws_backup_vault", "aws_backup_vault_lock_configuration", "aws_backup_vault_policy"] as const;

/** In the order in which people are told of them. */
export const stackKinds: Readonly<Record<StackKind, StackKindRecord>> = {
  encryption: {
    id: "encryption",
    accounts: ({ accounts, encryption }) =>
      accounts.filter(({ name, purpose }) =>
        encryption.account === undefined ? purpose === "management" : name === encryption.account,
      ),
    account: "`encryption.account`",
    holds: "the multi-Region key: primary in the home Region, a replica in each other Region, an alias in each",
    types: [...breakGlassRole, "aws_kms_alias", "aws_kms_key", "aws_kms_replica_key"],
    readsKey: false,
    follows: [],
  },
  centralVault: {
    id: "central-vault",
    accounts: withPurpose("centralBackup"),
    account: "the `centralBackup` account",
    holds: "in each governed Region: the central vault, its access policy, its lock; the break-glass role",
    types: [...vaults, ...breakGlassRole],
    readsKey: true,
    follows: [],
  },
  member: {
    id: "member-<account>",
    accounts: withPurpose("workload"),
    account: "each `workload` account",
    holds:
      "the backup, the restore and the break-glass role; in each of its Regions: the local vault, its access policy, its " +
      "lock, the settings of AWS Backup",
    types: [...vaults, ...breakGlassRole, "aws_backup_region_settings", "aws_iam_role_policy_attachment"],
    readsKey: true,
    follows: [],
  },
  network: {
    id: "network-<account>",
    accounts: ({ accounts }) => accounts.filter(({ vpcs, purpose }) => vpcs.length > 0 && purpose !== "suspended"),
    account: "each account that lists `vpcs`",
    holds: "an S3 gateway endpoint for each VPC",
    types: ["aws_vpc_endpoint", "data.aws_route_tables"],
    readsKey: false,
    follows: [],
  },
  organization: {
    id: "organization",
    accounts: withPurpose("management"),
    account: "the `management` account",
    holds:
      "backup policies, SCPs and RCPs with their attachments, the delegated administrator, the global settings, in each Region " +
      "the settings of AWS Backup",
    types: [
      "aws_backup_global_settings",
      "aws_backup_region_settings",
      "aws_organizations_delegated_administrator",
      "aws_organizations_policy",
      "aws_organizations_policy_attachment",
      "data.aws_organizations_organization",
    ],
    readsKey: false,
    follows: ["centralVault", "member"],
  },
};

function withPurpose(wanted: AccountConfig["purpose"]) {
  return ({ accounts }: OrgConfig) => accounts.filter(({ purpose }) => purpose === wanted);
}
