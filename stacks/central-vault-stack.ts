import { type Construct } from "constructs";
import { type Documents } from "../src/policies/documents";
import { type AccountStackConfig } from "./account-stack";
import { VaultStack } from "./vault-stack";

/** The central vault of every governed Region. */
export class CentralVaultStack extends VaultStack {
  constructor(scope: Construct, config: AccountStackConfig, documents: Documents) {
    const { stackId, account, vaults } = config.deployment.centralVaults;
    super(scope, stackId, account, config, vaults, documents.centralVaultPolicy, documents);
  }
}
