import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type Construct } from "constructs";
import { type Member } from "../src/model/deployment";
import { type Documents, type RoleDocuments } from "../src/policies/documents";
import { minified } from "../src/policies/policy-document";
import { AccountStack, type AccountStackConfig } from "./account-stack";
import { encryptionKeyArn } from "./encryption-key";
import { createVault } from "./locked-vault";
import { createRegionSettings } from "./region-settings";

/** What a workload account needs: the roles, and in each of its Regions the local vault and the settings. */
export class MemberStack extends AccountStack {
  constructor(scope: Construct, config: AccountStackConfig, member: Member, documents: Documents) {
    super(scope, member.stackId, member.account, config);
    const { deployment } = config;
    this.createRole("backup-role", deployment.roles.backup, "Backs up and copies for AWS Backup", documents.backupRole);
    this.createRole("restore-role", deployment.roles.restore, "Restores for AWS Backup", documents.restoreRole);
    const keyArn = encryptionKeyArn(this, deployment);
    for (const vault of member.vaults) {
      const placement = this.placement.inRegion(vault.region);
      createVault(this, vault, keyArn(vault.region), documents.localVaultPolicy, placement);
      createRegionSettings(this, vault.region, deployment.regionSettings, placement);
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
