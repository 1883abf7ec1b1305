import { Command } from "commander";
import { join } from "node:path";
import { applyStack } from "../terraform/apply-stack";
import { inOrder } from "../terraform/in-order";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { namedSynthesis, selectedStacks, synthesisOption, waveOption } from "./selected-stacks";
import { type BoundOptions, memoryOption, parallelOption, timeoutOption, withTerraform } from "./terraform-session";

interface Options extends BoundOptions {
  readonly synthesis?: string;
  readonly plans?: string;
  readonly wave: number;
}

export function applyCommand(action: Action): Command {
  return new Command("apply")
    .description("Apply the saved Terraform plans of one wave, several stacks at a time.")
    .argument("[STACK...]", "ids of stacks of the wave (default: all of its stacks)")
    .addOption(waveOption().makeOptionMandatory())
    .addOption(synthesisOption())
    .option("--plans <dir>", "the directory of `plan --out` (default: next to the stacks)")
    .addOption(parallelOption())
    .addOption(memoryOption())
    .addOption(timeoutOption())
    .addHelpText("after", "\nExit codes: 0 applied, or nothing to do; 1 an apply failed; 2 the command could not run.")
    .addHelpText("after", example("apply --wave 1"))
    .action(action(apply));
}

export async function apply(named: string[], options: Options, context: Context): Promise<number> {
  const synthesis = namedSynthesis(options.synthesis, context);
  const stackIds = selectedStacks(synthesis, named, options.wave);
  const plans = options.plans === undefined ? join(synthesis.directory, "stacks") : pathOf(options.plans, context);
  const applied = await withTerraform(synthesis, options, context, (session) => {
    const settings = { ...session, synthesis, initQueue: inOrder() };
    return session.forEachStack(
      "Applying",
      stackIds,
      (id) => applyStack(id, plans, settings),
      ({ result }) => result,
    );
  });
  for (const { stackId, result, failure } of applied) {
    context.stdout.write(`${stackId}: ${result}\n`);
    if (failure !== undefined) {
      context.stderr.write(`\n${stackId}:\n${failure}\n`);
    }
  }
  return applied.some(({ result }) => result === "failed") ? 1 : 0;
}
