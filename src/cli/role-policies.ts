import { Command } from "commander";
import { buildDeploymentRoles, type DeploymentRoles } from "../policies/deployment-roles/deployment-roles";
import { unknown } from "../answers/named";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";

export function rolePoliciesCommand(action: Action): Command {
  return new Command("role-policies")
    .description(
      "Print the trust and permissions of the plan role, the deployment role, and the roles that run Terraform.",
    )
    .option("--account <name>", "only the roles of this account")
    .addOption(configOption())
    .addHelpText("after", "\nThe command prints the policies to standard output, as JSON.")
    .addHelpText("after", example("role-policies --account payments"))
    .action(action(rolePolicies));
}

export function rolePolicies({ account, config }: { account?: string; config?: string }, context: Context): number {
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const roles = buildDeploymentRoles(built.deployment);
  const answer = account === undefined ? roles : accountRoles(account, roles);
  context.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  return 0;
}

/** @throws UsageError where the account has no stack */
export function accountRoles(name: string, { accounts }: DeploymentRoles): DeploymentRoles["accounts"][number] {
  const found = accounts.find(({ account }) => account === name);
  return (
    found ??
    unknown(
      `only accounts with a stack have roles, and the config has no such account \`${name}\``,
      name,
      accounts.map(({ account }) => account),
    )
  );
}
