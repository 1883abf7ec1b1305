/** The command line: every command, in the groups in which the help shows them. */

import { Command, CommanderError } from "commander";
import { version } from "../about";
import { type Action, actionIn } from "./action";
import { affectedCommand } from "./affected";
import { applyCommand } from "./apply";
import { bootstrapCommand } from "./bootstrap";
import { codeChangesCommand } from "./code-changes";
import { type Context } from "./context";
import { coverageCommand } from "./coverage";
import { effectivePolicyCommand } from "./effective-policy";
import { explainCommand } from "./explain";
import { failureExitCode } from "./failure";
import { githubCommand } from "./github";
import { importBlocksCommand } from "./import-blocks";
import { initCommand } from "./init";
import { keyStatementCommand } from "./key-statement";
import { knownSynthesisCommand } from "./known-synthesis";
import { lockCommand } from "./lock";
import { moveStateCommand } from "./move-state";
import { planCommand } from "./plan";
import { planSummaryCommand } from "./plan-summary";
import { rolePoliciesCommand } from "./role-policies";
import { runsCommand } from "./runs";
import { schemaCommand } from "./schema";
import { stacksCommand } from "./stacks";
import { synthCommand } from "./synth";
import { validateCommand } from "./validate";

const groups: Readonly<Record<string, readonly ((action: Action) => Command)[]>> = {
  "Write the org file:": [initCommand, validateCommand, schemaCommand],
  "Plan and apply:": [synthCommand, planCommand, planSummaryCommand, applyCommand],
  "Ask what is protected:": [explainCommand, coverageCommand, runsCommand, effectivePolicyCommand],
  "Set up:": [
    bootstrapCommand,
    rolePoliciesCommand,
    keyStatementCommand,
    importBlocksCommand,
    moveStateCommand,
    lockCommand,
  ],
  "For workflows:": [stacksCommand, affectedCommand, codeChangesCommand, knownSynthesisCommand, githubCommand],
};

/**
 * Runs a command line.
 * @param args without the program
 * @param extend adds commands that are not made from options and streams alone
 * @returns the exit code: 0 fine, 1 the check failed, 2 it could not run
 */
export async function run(
  args: readonly string[],
  context: Context,
  extend: (program: Command) => void = () => undefined,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(
    actionIn(context, (code) => {
      exitCode = code;
    }),
  );
  extend(program);
  for (const command of [program, ...commandsBelow(program)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, context);
  }
}

function createProgram(action: Action): Command {
  const program = new Command("strongroom")
    .description("Organization-wide AWS Backup as Terraform.")
    .version(version)
    .addHelpText(
      "after",
      "\nExit codes: 0 success, 1 the check failed, 2 the command could not run.\nSTRONGROOM_DEBUG=1 shows where an error comes from.",
    );
  for (const [group, commands] of Object.entries(groups)) {
    for (const create of commands) {
      program.addCommand(create(action).helpGroup(group));
    }
  }
  return program;
}

function commandsBelow(command: Command): Command[] {
  return command.commands.flatMap((one) => [one, ...commandsBelow(one)]);
}

/** Commander has said already what is wrong with the usage. */
function exitCodeOf(error: unknown, context: Context): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : 2;
  }
  return failureExitCode(error, context);
}
