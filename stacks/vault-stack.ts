import { type Construct } from "constructs";
import { type VaultStackInput } from "../src/synthesis/stack-input";
import { AccountStack } from "./account-stack";
import { createBreakGlassRole } from "./break-glass-role";
import { encryptionKeyArn } from "./encryption-key";
import { createVault, lockAddresses, vaultAddresses } from "./locked-vault";

/** A stack with a vault in each of its Regions, and the break-glass role. What it gives up, a lock or a whole vault, stays in AWS. */
export abstract class VaultStack<Input extends VaultStackInput> extends AccountStack<Input> {
  constructor(scope: Construct, input: Input) {
    super(scope, input);
    const { accessPolicy, breakGlassRole, governedRegions, imports, vaults } = input;
    if (breakGlassRole) {
      createBreakGlassRole(this, breakGlassRole, this.placement);
    }
    const keyArn = encryptionKeyArn(this, input);
    const imported = new Set(imports.map(({ to }) => to));
    for (const vault of vaults) {
      createVault(this, vault, keyArn(vault.region), accessPolicy, this.placement.inRegion(vault.region), imported);
      if (!vault.lock) {
        this.release(lockAddresses(vault.region));
      }
    }
    const used = vaults.map(({ region }) => region);
    this.releaseUnused(governedRegions, used, vaultAddresses);
  }
}
