import { Command } from "commander";
import { defaultConfigFile } from "../config/check";
import { buildMemberKeyStatements } from "../policies/key-policy";
import { builtConfig, configOption, unknown } from "./built-config";

export function keyStatementCommand(): Command {
  return new Command("key-statement")
    .description("The statements that an account adds to the policies of its own keys, so that AWS Backup can copy.")
    .requiredOption("--account <name>", "account of the keys")
    .option(...configOption)
    .action(({ account: name, config = defaultConfigFile(process.env) }: { account: string; config?: string }) => {
      const built = builtConfig(config);
      if (!built) {
        return;
      }
      const { accounts } = built.deployment;
      const names = accounts.map((candidate) => candidate.name);
      const account =
        accounts.find((candidate) => candidate.name === name) ??
        unknown(`${config} lists no account \`${name}\``, name, names);
      process.stdout.write(`${JSON.stringify(buildMemberKeyStatements(built.deployment, account), null, 2)}\n`);
    });
}
