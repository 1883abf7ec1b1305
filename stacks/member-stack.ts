import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type Construct } from "constructs";
import { type Member } from "../src/model/deployment";
import { type Documents, type RoleDocuments } from "../src/policies/documents";
import { minified } from "../src/policies/policy-document";
import { type AccountStackConfig } from "./account-stack";
import { createRegionSettings } from "./region-settings";
import { VaultStack } from "./vault-stack";

/** What a workload account needs: the roles, and in each of its Regions the local vault and the settings. */
export class MemberStack extends VaultStack {
  constructor(scope: Construct, config: AccountStackConfig, member: Member, documents: Documents) {
    super(scope, member.stackId, member.account, config, member.vaults, documents.localVaultPolicy, documents);
    const { deployment } = config;
    this.createRole("backup-role", deployment.roles.backup, "Backs up and copies for AWS Backup", documents.backupRole);
    this.createRole("restore-role", deployment.roles.restore, "Restores for AWS Backup", documents.restoreRole);
    for (const { region } of member.vaults) {
      createRegionSettings(this, region, deployment.regionSettings, this.placement.inRegion(region));
    }
  }

  private createRole(id: string, name: string, description: string, { trust, managedPolicies }: RoleDocuments): void {
    const role = new IamRole(this, id, {
      ...this.placement.global(),
      name,
      description,
      assumeRolePolicy: minified(trust),
    });
    for (const policy of managedPolicies) {
      new IamRolePolicyAttachment(this, `${id}-${policy.name}`, {
        ...this.placement.global(),
        role: role.name,
        policyArn: policy.arn,
      });
    }
  }
}
