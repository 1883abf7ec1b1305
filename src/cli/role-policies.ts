import { Command } from "commander";
import { buildDeploymentRoles, type DeploymentRoles } from "../permissions/deployment-roles";
import { builtConfig, configOption, unknown } from "./built-config";

export function rolePoliciesCommand(): Command {
  return new Command("role-policies")
    .description("Trust and permissions of the plan and the deployment role, and of the roles that run Terraform.")
    .option("--account <name>", "only the roles of this account")
    .option(...configOption)
    .addHelpText("after", "\nThe policies go to standard output, as JSON.")
    .action(({ account, config }: { account?: string; config?: string }) => {
      const built = builtConfig(config);
      if (built) {
        const roles = buildDeploymentRoles(built.deployment);
        const answer = account === undefined ? roles : accountRoles(account, roles);
        process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      }
    });
}

/** @throws UsageError where the account has no stack */
export function accountRoles(name: string, { accounts }: DeploymentRoles): DeploymentRoles["accounts"][number] {
  const found = accounts.find(({ account }) => account === name);
  return (
    found ??
    unknown(
      `only accounts with a stack have roles, and the config lists no such account \`${name}\``,
      name,
      accounts.map(({ account }) => account),
    )
  );
}
