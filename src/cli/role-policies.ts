import { Command } from "commander";
import { defaultConfigFile } from "../config/check";
import { buildDeploymentRoles, type DeploymentRoles } from "../permissions/deployment-roles";
import { UsageError } from "./failure";
import { unknownAccount, withValidConfig } from "./valid-config";

export function rolePoliciesCommand(): Command {
  return new Command("role-policies")
    .description("Trust and permissions of the plan and the deployment role, and of the roles that run Terraform.")
    .option("--account <name>", "only the roles of this account")
    .option("--config <file>", "config file (default: $STRONGROOM_CONFIG, or config/org.yaml)")
    .addHelpText("after", "\nThe policies go to standard output, as JSON.")
    .action(({ account, config }: { account?: string; config?: string }) => {
      const file = config ?? defaultConfigFile(process.env);
      process.exitCode = withValidConfig(file, ({ deployment }) => {
        const roles = buildDeploymentRoles(deployment);
        const answer = account === undefined ? roles : accountRoles(file, account, roles);
        process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
        return 0;
      });
    });
}

/** @throws UsageError where the account has no stack */
export function accountRoles(
  file: string,
  name: string,
  { accounts }: DeploymentRoles,
): DeploymentRoles["accounts"][number] {
  const found = accounts.find(({ account }) => account === name);
  if (!found) {
    const known = accounts.map(({ account }) => ({ name: account }));
    throw new UsageError(`${unknownAccount(file, name, known)} Only accounts with a stack have roles.`);
  }
  return found;
}
