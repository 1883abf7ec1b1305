import { Command } from "commander";
import { defaultConfigFile } from "../config/check";
import { didYouMean } from "../config/targets";
import { countFindings, findingsForStream } from "../findings/print";
import { buildMemberKeyStatements } from "../policies/key-policy";
import { validateFile } from "../validate";

export function keyStatementCommand(): Command {
  return new Command("key-statement")
    .description("The statements that an account adds to the policies of its own keys, so that AWS Backup can copy.")
    .requiredOption("--account <name>", "account of the keys")
    .option("--config <file>", "config file (default: $STRONGROOM_CONFIG, or config/org.yaml)")
    .action(({ account: name, config }: { account: string; config?: string }) => {
      process.exitCode = printStatements(name, config ?? defaultConfigFile(process.env));
    });
}

/** @returns the exit code: 0 printed, 1 the config is invalid, 2 it has no such account */
function printStatements(name: string, file: string): number {
  const { findings, lineText, result } = validateFile(file);
  if (!result) {
    process.stderr.write(findingsForStream(findings, process.stderr, lineText));
    process.stderr.write(`${countFindings(findings)}\n`);
    return 1;
  }
  const { accounts } = result.deployment;
  const account = accounts.find((candidate) => candidate.name === name);
  if (!account) {
    const names = accounts.map((candidate) => candidate.name);
    process.stderr.write(`${file} lists no account \`${name}\`. ${didYouMean(name, names)}`.trimEnd() + "\n");
    return 2;
  }
  process.stdout.write(`${JSON.stringify(buildMemberKeyStatements(result.deployment, account), null, 2)}\n`);
  return 0;
}
