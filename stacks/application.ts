import { App } from "cdktf";
import { type Deployment } from "../src/model/deployment";
import { type Documents } from "../src/policies/documents";
import { type AccountStackConfig } from "./account-stack";
import { CentralVaultStack } from "./central-vault-stack";
import { EncryptionStack } from "./encryption-stack";
import { checkImports } from "./imports";
import { literal } from "../src/terraform/literal";
import { MemberStack } from "./member-stack";
import { NetworkStack } from "./network-stack";
import { OrganizationStack } from "./organization-stack";

export interface ApplicationConfig {
  readonly deployment: Deployment;
  readonly documents: Documents;
  readonly outputDirectory: string;
  readonly awsProviderVersion?: string | undefined;
}

/**
 * The CDKTF app with every stack. Dependencies say what must be applied first: the key before the vaults, and vaults
 * and roles before the policies that name them.
 */
export function createApplication(config: ApplicationConfig): App {
  const { deployment, documents } = literal({ deployment: config.deployment, documents: config.documents });
  const app = new App({ outdir: config.outputDirectory, stackTraces: false });
  const stackConfig: AccountStackConfig = { deployment, awsProviderVersion: config.awsProviderVersion };
  const encryption = new EncryptionStack(app, stackConfig, documents);
  const vaultStacks = [
    new CentralVaultStack(app, stackConfig, documents),
    ...deployment.members.map((member) => new MemberStack(app, stackConfig, member, documents)),
  ];
  const organization = new OrganizationStack(app, stackConfig, documents);
  for (const network of deployment.networks) {
    new NetworkStack(app, stackConfig, network);
  }
  for (const stack of vaultStacks) {
    if (deployment.encryption.pinnedKeyId === undefined) {
      stack.addDependency(encryption);
    }
    organization.addDependency(stack);
  }
  checkImports(app, deployment);
  return app;
}
