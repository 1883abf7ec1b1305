import { BackupGlobalSettings } from "@cdktf/provider-aws/lib/backup-global-settings";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { type ITerraformDependable, type Postcondition } from "cdktf";
import { type Construct } from "constructs";
import { type OrganizationInput } from "../src/synthesis/stack-input";
import { AccountStack } from "./account-stack";
import { createMarker } from "./marker";
import { createRegionSettings } from "./region-settings";

const servicePrincipal = "backup.amazonaws.com";

/** What the management account holds: policies and their attachments, the delegated administrator, the settings. */
export class OrganizationStack extends AccountStack<OrganizationInput> {
  constructor(scope: Construct, input: OrganizationInput) {
    super(scope, input);
    // Alone of all stacks, this one would else go as a whole, and with it every guardrail: `prevent_destroy` on the
    // policies would refuse edits, too. The name is the heading of docs/architecture.md that says what to do.
    createMarker(this, "never-destroyed", "triggers_replace", input.organization.id);
    const prerequisites = this.checkPrerequisites();
    const administrator = new OrganizationsDelegatedAdministrator(this, "delegated-administrator", {
      ...this.placement.global(),
      accountId: input.backupAdministratorId,
      servicePrincipal,
      dependsOn: [prerequisites],
    });
    this.createPolicies(administrator);
    // With fewer than all three keys, every plan would show a difference (provider issue 43514).
    new BackupGlobalSettings(this, "global-settings", {
      ...this.placement.global(),
      globalSettings: {
        isCrossAccountBackupEnabled: "true",
        isDelegatedAdministratorEnabled: "true",
        isMpaEnabled: "false",
      },
      dependsOn: [prerequisites],
    });
    for (const region of input.governedRegions) {
      createRegionSettings(this, region, input.regionSettings, this.placement.inRegion(region));
    }
  }

  /**
   * The organization itself belongs to somebody else, because owning it would mean owning every service's access to
   * it. What must be switched on there is checked when Terraform plans, with the command that switches it on.
   */
  private checkPrerequisites(): ITerraformDependable {
    const { organization } = this.input;
    return new DataAwsOrganizationsOrganization(this, "organization", {
      ...this.placement.global(),
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.id == "${organization.id}"}`,
            errorMessage: `The management account belongs to another organization than ${organization.id}.`,
          },
          {
            condition: `\${contains(self.aws_service_access_principals, "${servicePrincipal}")}`,
            errorMessage:
              "AWS Backup has no access to the organization. Run: " +
              `aws organizations enable-aws-service-access --service-principal ${servicePrincipal}`,
          },
          ...this.input.policyTypes.map((type) => policyTypeEnabled(type, organization.rootId)),
        ],
      },
    });
  }

  /** One after the other: Organizations refuses concurrent changes, and of two policies the first attached wins. */
  private createPolicies(first: ITerraformDependable): void {
    let previous = first;
    const policies = this.input.policies.map(({ name, description, type, content, targetIds }) => {
      const policy = new OrganizationsPolicy(this, `policy-${name}`, {
        ...this.placement.global(),
        name,
        description,
        type,
        content,
        dependsOn: [previous],
      });
      previous = policy;
      return { name, policy, targetIds };
    });
    for (const { name, policy, targetIds } of policies) {
      for (const targetId of targetIds) {
        previous = new OrganizationsPolicyAttachment(this, `attachment-${name}--${targetId}`, {
          ...this.placement.global(),
          policyId: policy.id,
          targetId,
          dependsOn: [previous],
        });
      }
    }
  }
}

function policyTypeEnabled(type: string, rootId: string): Postcondition {
  return {
    condition: `\${contains([for policy_type in self.roots[0].policy_types : policy_type.type if policy_type.status == "ENABLED"], "${type}")}`,
    errorMessage:
      `Policy type ${type} is not enabled. Run: ` +
      `aws organizations enable-policy-type --root-id ${rootId} --policy-type ${type}`,
  };
}
