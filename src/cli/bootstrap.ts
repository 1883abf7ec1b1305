import { Command } from "commander";
import { buildWorkspaces } from "../delivery/hcp-terraform/workspaces";
import { type Deployment } from "../model/deployment";
import { buildAccountBootstrap } from "../delivery/bootstrap/account-bootstrap";
import { buildDeploymentRoles } from "../policies/deployment-roles/deployment-roles";
import { buildStateBucket } from "../delivery/bootstrap/state-bucket";
import { UsageError } from "../failure";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { accountRoles } from "./role-policies";

interface Options {
  readonly account?: string;
  readonly localState?: boolean;
  readonly config?: string;
}

/** Any that knows the resources: the stacks ask for the version that their bindings know. */
const anyAwsProvider = ">= 5.100";

export function bootstrapCommand(action: Action): Command {
  return new Command("bootstrap")
    .description(
      "Print a Terraform configuration of what must exist before the first stack: the place of the state, or the roles of an account.",
    )
    .option("--account <name>", "print the roles of this account and their identity provider")
    .option("--local-state", "keep the state of the workspaces in a file, until their own workspace exists")
    .addOption(configOption())
    .addHelpText(
      "after",
      "\nThe command prints the configuration to standard output: write it to main.tf.json in a separate directory.",
    )
    .addHelpText("after", example("bootstrap --account payments > bootstrap/payments/main.tf.json"))
    .action(action(bootstrap));
}

export function bootstrap(options: Options, context: Context): number {
  const built = builtConfig(options.config, context);
  if (!built) {
    return 1;
  }
  const awsProviderVersion = context.environment.STRONGROOM_AWS_PROVIDER_VERSION || anyAwsProvider;
  const terraform = configuration(built.deployment, options, awsProviderVersion);
  context.stdout.write(`${JSON.stringify(terraform, null, 2)}\n`);
  return 0;
}

function configuration(
  deployment: Deployment,
  { account, localState = false }: Options,
  awsProviderVersion: string,
): object {
  if (account !== undefined) {
    const roles = accountRoles(account, buildDeploymentRoles(deployment));
    if (roles.roles.some(({ trust }) => trust === undefined)) {
      throw new UsageError(`no one can assume the roles: name the roles that run Terraform in terraform.runners`);
    }
    return buildAccountBootstrap(deployment, roles, awsProviderVersion);
  }
  const place = buildWorkspaces(deployment, { localState }) ?? buildStateBucket(deployment, awsProviderVersion);
  if (!place) {
    throw new UsageError("local state needs no bootstrap");
  }
  return place;
}
