import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";
import { TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { minified } from "../src/policies/policy-document";
import { type EncryptionInput, type KeySettings } from "../src/synthesis/stack-input";
import { AccountStack } from "./account-stack";
import { createBreakGlassRole } from "./break-glass-role";
import { createMarker } from "./marker";

/** Name of the output by which the other stacks find an unpinned key. */
export const keyIdOutput = "key_id";

/**
 * The multi-Region key: primary, replicas, and an alias in every Region. With it, the break-glass role that may delete
 * the key, unless the stack of the account's vaults has it.
 */
export class EncryptionStack extends AccountStack<EncryptionInput> {
  constructor(scope: Construct, input: EncryptionInput) {
    super(scope, input);
    if (input.key) {
      this.createKeys(input.key);
    } else {
      this.releaseKeys();
    }
  }

  private createKeys(key: KeySettings): void {
    const { account, governedRegions, homeRegion } = this.input;
    const common = {
      description: "Encrypts the backup vaults of the organization",
      policy: minified(key.policy),
      deletionWindowInDays: key.deletionWindowDays,
      lifecycle: { preventDestroy: true },
    };
    const primary = new KmsKey(this, keyId(homeRegion), {
      ...common,
      ...this.placement.inRegion(homeRegion),
      multiRegion: true,
      enableKeyRotation: true,
      rotationPeriodInDays: key.rotationPeriodDays,
    });
    this.createAlias(key.alias, homeRegion, primary);
    for (const region of key.replicaRegions) {
      const replica = new KmsReplicaKey(this, keyId(region), {
        ...common,
        ...this.placement.inRegion(region),
        primaryKeyArn: primary.arn,
      });
      this.createAlias(key.alias, region, replica);
    }
    this.releaseUnused(governedRegions, [homeRegion, ...key.replicaRegions], keyAddresses);
    if (key.breakGlassRole) {
      createBreakGlassRole(this, key.breakGlassRole, this.placement);
    }
    createMarker(this, locationId, "triggers_replace", {
      account: account.id,
      home_region: homeRegion,
    });
    new TerraformOutput(this, keyIdOutput, { value: primary.keyId, staticId: true });
  }

  private createAlias(name: string, region: string, key: KmsKey | KmsReplicaKey): void {
    new KmsAlias(this, aliasId(region), {
      ...this.placement.inRegion(region),
      name,
      targetKeyId: key.keyId,
    });
  }

  /**
   * A pinned key is somebody else's, even if this stack created it: it is let go of in every Region, whichever Region
   * was the home of it.
   */
  private releaseKeys(): void {
    this.releaseUnused(this.input.governedRegions, [], keyAddresses);
    this.release([`terraform_data.${locationId}`]);
  }
}

/** Addresses of the key in a Region, whether it is the primary, a replica or not there. */
function keyAddresses(region: string): string[] {
  return [
    `${KmsKey.tfResourceType}.${keyId(region)}`,
    `${KmsReplicaKey.tfResourceType}.${keyId(region)}`,
    `${KmsAlias.tfResourceType}.${aliasId(region)}`,
  ];
}

/**
 * A key cannot move: with another home Region or account, Terraform would delete the key of every vault and make a new
 * one. The marker turns such a plan down.
 */
const locationId = "key-location";

function keyId(region: string): string {
  return `key-${region}`;
}

function aliasId(region: string): string {
  return `alias-${region}`;
}
