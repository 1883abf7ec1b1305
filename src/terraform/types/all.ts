/** Every type of resource and data source that the stacks create. */

import { awsBackupGlobalSettings } from "./aws_backup_global_settings";
import { awsBackupRegionSettings } from "./aws_backup_region_settings";
import { awsBackupVault } from "./aws_backup_vault";
import { awsBackupVaultLockConfiguration } from "./aws_backup_vault_lock_configuration";
import { awsBackupVaultPolicy } from "./aws_backup_vault_policy";
import { awsIamRole } from "./aws_iam_role";
import { awsIamRolePolicy } from "./aws_iam_role_policy";
import { awsIamRolePolicyAttachment } from "./aws_iam_role_policy_attachment";
import { awsKmsAlias } from "./aws_kms_alias";
import { awsKmsKey } from "./aws_kms_key";
import { awsKmsReplicaKey } from "./aws_kms_replica_key";
import { awsOrganizationsDelegatedAdministrator } from "./aws_organizations_delegated_administrator";
import { awsOrganizationsPolicy } from "./aws_organizations_policy";
import { awsOrganizationsPolicyAttachment } from "./aws_organizations_policy_attachment";
import { awsVpcEndpoint } from "./aws_vpc_endpoint";
import { dataAwsOrganizationsOrganization } from "./data_aws_organizations_organization";
import { dataAwsRouteTables } from "./data_aws_route_tables";
import { type Classified } from "./meaning";
import { terraformData } from "./terraform_data";
import { type TerraformDataSourceType, type TerraformResourceType } from "./terraform-type";

export const resourceTypes = {
  aws_backup_global_settings: awsBackupGlobalSettings,
  aws_backup_region_settings: awsBackupRegionSettings,
  aws_backup_vault: awsBackupVault,
  aws_backup_vault_lock_configuration: awsBackupVaultLockConfiguration,
  aws_backup_vault_policy: awsBackupVaultPolicy,
  aws_iam_role: awsIamRole,
  aws_iam_role_policy: awsIamRolePolicy,
  aws_iam_role_policy_attachment: awsIamRolePolicyAttachment,
  aws_kms_alias: awsKmsAlias,
  aws_kms_key: awsKmsKey,
  aws_kms_replica_key: awsKmsReplicaKey,
  aws_organizations_delegated_administrator: awsOrganizationsDelegatedAdministrator,
  aws_organizations_policy: awsOrganizationsPolicy,
  aws_organizations_policy_attachment: awsOrganizationsPolicyAttachment,
  aws_vpc_endpoint: awsVpcEndpoint,
} satisfies Readonly<Record<string, TerraformResourceType>>;

export const dataSourceTypes = {
  "data.aws_organizations_organization": dataAwsOrganizationsOrganization,
  "data.aws_route_tables": dataAwsRouteTables,
} satisfies Readonly<Record<`data.${string}`, TerraformDataSourceType>>;

/** By the name that stands in front of their addresses. */
export const terraformTypes = { ...resourceTypes, ...dataSourceTypes };

/** What is known of the changes of every type of resources, by its name. */
export const classified: Readonly<Record<string, Classified>> = { ...resourceTypes, terraform_data: terraformData };

/** @param type as a plan names it, which may be anything */
export function classificationOf(type: string): Classified | undefined {
  return Object.hasOwn(classified, type) ? classified[type] : undefined;
}

export type TerraformTypeName = keyof typeof terraformTypes;
