/** The one CLI: `npm run -s strongroom -- <command>`. */

import { Command, CommanderError } from "commander";
import { bootstrapCommand } from "./bootstrap";
import { affectedCommand } from "./affected";
import { applyCommand } from "./apply";
import { coverageCommand } from "./coverage";
import { effectivePolicyCommand } from "./effective-policy";
import { explainCommand } from "./explain";
import { endWithReader, failureExitCode } from "./failure";
import { generateCommand } from "./generate";
import { importBlocksCommand } from "./import-blocks";
import { rolePoliciesCommand } from "./role-policies";
import { keyStatementCommand } from "./key-statement";
import { githubCommand } from "./github";
import { planCommand } from "./plan";
import { planSummaryCommand } from "./plan-summary";
import { stacksCommand } from "./stacks";
import { runsCommand } from "./runs";
import { validateCommand } from "./validate";

async function main(): Promise<void> {
  const program = new Command("strongroom")
    .description("Organization-wide AWS Backup as Terraform.")
    .addHelpText("after", "\nExit codes: 0 fine, 1 the answer is no, 2 it could not run.")
    .exitOverride()
    .addCommand(validateCommand())
    .addCommand(stacksCommand())
    .addCommand(affectedCommand())
    .addCommand(planCommand())
    .addCommand(planSummaryCommand())
    .addCommand(applyCommand())
    .addCommand(githubCommand())
    .addCommand(effectivePolicyCommand())
    .addCommand(bootstrapCommand())
    .addCommand(rolePoliciesCommand())
    .addCommand(importBlocksCommand())
    .addCommand(keyStatementCommand())
    .addCommand(explainCommand())
    .addCommand(coverageCommand())
    .addCommand(runsCommand())
    .addCommand(generateCommand());
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    command.exitOverride();
  }
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Commander has said already what is wrong with the usage. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : 2;
  }
  return failureExitCode(error);
}

endWithReader();
void main();
