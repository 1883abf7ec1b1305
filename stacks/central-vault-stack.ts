import { type Construct } from "constructs";
import { type Documents } from "../src/policies/documents";
import { AccountStack, type AccountStackConfig } from "./account-stack";
import { encryptionKeyArn } from "./encryption-key";
import { createVault } from "./locked-vault";

/** The central vault of every governed Region. */
export class CentralVaultStack extends AccountStack {
  constructor(scope: Construct, config: AccountStackConfig, documents: Documents) {
    const { centralVaults } = config.deployment;
    super(scope, centralVaults.stackId, centralVaults.account, config);
    const keyArn = encryptionKeyArn(this, config.deployment);
    for (const vault of centralVaults.vaults) {
      createVault(
        this,
        vault,
        keyArn(vault.region),
        documents.centralVaultPolicy,
        this.placement.inRegion(vault.region),
      );
    }
  }
}
