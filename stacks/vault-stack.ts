import { type Construct } from "constructs";
import { type Account, type Vault } from "../src/model/deployment";
import { type Documents } from "../src/policies/documents";
import { type PolicyDocument } from "../src/policies/policy-document";
import { AccountStack, type AccountStackConfig } from "./account-stack";
import { createBreakGlassRole } from "./break-glass-role";
import { encryptionKeyArn } from "./encryption-key";
import { importsOf } from "./imports";
import { createVault, lockAddresses, vaultAddresses } from "./locked-vault";

/** A stack with a vault in each of its Regions, and the break-glass role. What it gives up, a lock or a whole vault, stays in AWS. */
export abstract class VaultStack extends AccountStack {
  protected constructor(
    scope: Construct,
    stackId: string,
    account: Account,
    config: AccountStackConfig,
    vaults: readonly Vault[],
    accessPolicy: PolicyDocument,
    documents: Documents,
  ) {
    super(scope, stackId, account, config);
    createBreakGlassRole(this, config.deployment.roles.breakGlass, documents, this.placement);
    const keyArn = encryptionKeyArn(this, config.deployment);
    const imported = new Set(importsOf(config.deployment, stackId).map(({ to }) => to));
    for (const vault of vaults) {
      createVault(this, vault, keyArn(vault.region), accessPolicy, this.placement.inRegion(vault.region), imported);
      if (!vault.lock) {
        this.release(lockAddresses(vault.region));
      }
    }
    this.releaseUnused(
      vaults.map(({ region }) => region),
      vaultAddresses,
    );
  }
}
