/** What every stack is: one account, its state and its providers. */

import { type AwsProviderAssumeRole } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { roleArn } from "../src/aws/arn";
import { hasDynamicCredentials } from "../src/model/stacks";
import { type StackInput } from "../src/synthesis/stack-input";
import { requiredTerraformVersion } from "../src/terraform/version";
import { StackIntegrity } from "./integrity";
import { createRegionStrategy, type RegionStrategy } from "./region-strategy";
import { createBackend } from "./state";

/** In AWS CloudTrail. */
const sessionName = "strongroom";

export abstract class AccountStack<Input extends StackInput> extends TerraformStack {
  protected readonly placement: RegionStrategy;
  private readonly released: string[] = [];

  constructor(
    scope: Construct,
    protected readonly input: Input,
  ) {
    super(scope, input.id);
    const { account, awsProviderVersion, homeRegion, imports, terraform } = input;
    createBackend(this, terraform.state);
    this.placement = createRegionStrategy(this, terraform.regionStrategy, homeRegion, {
      allowedAccountIds: [account.id],
      assumeRole: this.assumedRole(),
      defaultTags: Object.keys(terraform.tags).length > 0 ? [{ tags: terraform.tags }] : undefined,
    });
    this.addOverride("terraform.required_version", requiredTerraformVersion);
    if (awsProviderVersion !== undefined) {
      this.addOverride("terraform.required_providers.aws.version", awsProviderVersion);
    }
    if (imports.length > 0) {
      this.addOverride("import", imports);
    }
    this.node.addValidation(new StackIntegrity(this));
  }

  /**
   * The role in the account, or undefined where the credentials of a run are those of the role already. Plan and apply
   * can have roles of their own: an ephemeral variable is not part of a saved plan, and is given anew to apply it.
   */
  private assumedRole(): AwsProviderAssumeRole[] | undefined {
    const { partition, account, terraform } = this.input;
    if (hasDynamicCredentials(terraform)) {
      return undefined;
    }
    const arn = (name: string) => roleArn(partition, account.id, name);
    if (terraform.planRoleName === undefined) {
      return [{ roleArn: arn(terraform.deploymentRoleName), sessionName }];
    }
    this.addOverride("variable.role_name", {
      type: "string",
      description: "Role that Terraform assumes in the account.",
      default: terraform.deploymentRoleName,
      ephemeral: true,
    });
    return [{ roleArn: arn("${var.role_name}"), sessionName }];
  }

  /**
   * Lets go of what the configuration does not hold and an earlier one may have held. Without it, Terraform would
   * destroy what it finds in the state alone: `prevent_destroy` goes with the block that says it.
   */
  protected release(addresses: readonly string[]): void {
    if (addresses.length === 0) {
      return;
    }
    this.released.push(...addresses);
    this.addOverride(
      "removed",
      this.released.map((from) => ({ from, lifecycle: { destroy: false } })),
    );
  }

  /**
   * Lets go of what an earlier configuration may have held in Regions that this one does not use. Providers that nothing
   * uses cost nothing.
   */
  protected releaseUnused(
    governed: readonly string[],
    used: readonly string[],
    addressesIn: (region: string) => readonly string[],
  ): void {
    const unused = this.placement.reachable(governed, this.input.partition).filter((region) => !used.includes(region));
    this.release(unused.flatMap(addressesIn));
  }
}
