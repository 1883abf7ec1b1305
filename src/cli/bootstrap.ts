import { Command } from "commander";
import { buildWorkspaces } from "../hcp-terraform/workspaces";
import { type Deployment } from "../model/deployment";
import { buildAccountBootstrap } from "../permissions/account-bootstrap";
import { buildDeploymentRoles } from "../permissions/deployment-roles";
import { buildStateBucket } from "../permissions/state-bucket";
import { builtConfig, configOption } from "./built-config";
import { UsageError } from "./failure";
import { accountRoles } from "./role-policies";

interface Options {
  readonly account?: string;
  readonly localState?: boolean;
  readonly config?: string;
}

/** Any that knows the resources: the stacks ask for the version that their bindings know. */
const anyAwsProvider = ">= 5.100";

export function bootstrapCommand(): Command {
  return new Command("bootstrap")
    .description(
      "What must exist before the first stack, as a Terraform configuration: where the state is, or an account's roles.",
    )
    .option("--account <name>", "the roles of this account, and the identity provider that they need")
    .option("--local-state", "keep the state of the workspaces in a file, until their own workspace exists")
    .option(...configOption)
    .addHelpText(
      "after",
      "\nThe configuration goes to standard output: write it to main.tf.json in a directory of its own.",
    )
    .action((options: Options) => {
      const built = builtConfig(options.config);
      if (built) {
        process.stdout.write(`${JSON.stringify(configuration(built.deployment, options), null, 2)}\n`);
      }
    });
}

function configuration(deployment: Deployment, { account, localState = false }: Options): object {
  const awsProviderVersion = process.env.STRONGROOM_AWS_PROVIDER_VERSION || anyAwsProvider;
  if (account !== undefined) {
    const roles = accountRoles(account, buildDeploymentRoles(deployment));
    if (roles.roles.some(({ trust }) => trust === undefined)) {
      throw new UsageError(
        `nobody is named who may assume the roles: name the roles that run Terraform by terraform.runners`,
      );
    }
    return buildAccountBootstrap(deployment, roles, awsProviderVersion);
  }
  const place = buildWorkspaces(deployment, { localState }) ?? buildStateBucket(deployment, awsProviderVersion);
  if (!place) {
    throw new UsageError("local state needs nothing to be made first");
  }
  return place;
}
