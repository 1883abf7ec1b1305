import { type StackKind } from "../../model/stacks";
import { type TerraformTypeName } from "../../terraform/types/all";

const breakGlassRole = ["aws_iam_role", "aws_iam_role_policy"] as const;

const vaults = ["aws_backup_vault", "aws_backup_vault_lock_configuration", "aws_backup_vault_policy"] as const;

/**
 * Types of resources and data sources that a stack of each kind may hold. A test compares them with what is
 * synthesized.
 */
export const stackContents: Readonly<Record<StackKind, readonly TerraformTypeName[]>> = {
  centralVault: [...vaults, ...breakGlassRole],
  encryption: [...breakGlassRole, "aws_kms_alias", "aws_kms_key", "aws_kms_replica_key"],
  member: [...vaults, ...breakGlassRole, "aws_backup_region_settings", "aws_iam_role_policy_attachment"],
  network: ["aws_vpc_endpoint", "data.aws_route_tables"],
  organization: [
    "aws_backup_global_settings",
    "aws_backup_region_settings",
    "aws_organizations_delegated_administrator",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
    "data.aws_organizations_organization",
  ],
};
