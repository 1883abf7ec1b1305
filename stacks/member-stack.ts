import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type Construct } from "constructs";
import { type RoleDocuments } from "../src/policies/documents";
import { minified } from "../src/policies/policy-document";
import { type MemberInput, type Named } from "../src/synthesis/stack-input";
import { createRegionSettings } from "./region-settings";
import { VaultStack } from "./vault-stack";

/** What a workload account needs: the roles, and in each of its Regions the local vault and the settings. */
export class MemberStack extends VaultStack<MemberInput> {
  constructor(scope: Construct, input: MemberInput) {
    super(scope, input);
    this.createRole("backup-role", "Backs up and copies for AWS Backup", input.backupRole);
    this.createRole("restore-role", "Restores for AWS Backup", input.restoreRole);
    for (const { region } of input.vaults) {
      createRegionSettings(this, region, input.regionSettings, this.placement.inRegion(region));
    }
  }

  private createRole(id: string, description: string, documents: Named<RoleDocuments>): void {
    const { name, trust, managedPolicies, permissions } = documents;
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
    if (permissions) {
      new IamRolePolicy(this, `${id}-permissions`, {
        ...this.placement.global(),
        name: "strongroom",
        role: role.name,
        policy: minified(permissions),
      });
    }
  }
}
