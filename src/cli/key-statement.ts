import { Command } from "commander";
import { buildMemberKeyStatements } from "../policies/key-policy";
import { accountNamed } from "../answers/named";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configFile, configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";

export function keyStatementCommand(action: Action): Command {
  return new Command("key-statement")
    .description("Print the statements that an account must add to its own key policies, so that AWS Backup can copy.")
    .requiredOption("--account <name>", "account of the keys")
    .addOption(configOption())
    .addHelpText("after", example("key-statement --account payments"))
    .action(action(keyStatement));
}

export function keyStatement({ account, config }: { account: string; config?: string }, context: Context): number {
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const { deployment } = built;
  const statements = buildMemberKeyStatements(
    deployment,
    accountNamed(account, deployment, configFile(config, context).name),
  );
  context.stdout.write(`${JSON.stringify(statements, null, 2)}\n`);
  return 0;
}
