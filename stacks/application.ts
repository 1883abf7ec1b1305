import { App } from "cdktf";
import { type StackKind } from "../src/config/stack-kinds";
import { type Deployment } from "../src/model/deployment";
import { type Documents } from "../src/policies/documents";
import { type AccountStack, type AccountStackConfig } from "./account-stack";
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

/** The CDKTF app with every stack. Dependencies say what must be applied first. */
export function createApplication(config: ApplicationConfig): App {
  const { deployment, documents } = literal({ deployment: config.deployment, documents: config.documents });
  const app = new App({ outdir: config.outputDirectory, stackTraces: false });
  const stackConfig: AccountStackConfig = { deployment, awsProviderVersion: config.awsProviderVersion };
  const created = Object.values(stacksByKind).flatMap((create) => create(app, stackConfig, documents));
  const stacks = new Map(created.map((stack) => [stack.node.id, stack]));
  const stackOf = (id: string) => {
    const stack = stacks.get(id);
    if (!stack) {
      throw new Error(`the stack ${id} was not made`);
    }
    return stack;
  };
  for (const { id, needs } of deployment.stacks) {
    needs.forEach((needed) => stackOf(id).addDependency(stackOf(needed)));
  }
  checkImports(app, deployment);
  return app;
}

type CreateStacks = (app: App, config: AccountStackConfig, documents: Documents) => readonly AccountStack[];

const stacksByKind: Readonly<Record<StackKind, CreateStacks>> = {
  encryption: (...given) => [new EncryptionStack(...given)],
  centralVault: (...given) => [new CentralVaultStack(...given)],
  member: (app, config, documents) =>
    config.deployment.members.map((member) => new MemberStack(app, config, member, documents)),
  network: (app, config) => config.deployment.networks.map((network) => new NetworkStack(app, config, network)),
  organization: (...given) => [new OrganizationStack(...given)],
};
