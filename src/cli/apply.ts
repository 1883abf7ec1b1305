import { Command } from "commander";
import { join } from "node:path";
import { applyStack } from "../terraform/apply-stack";
import { inOrder } from "../terraform/in-order";
import { readSynthesis } from "../terraform/synthesis";
import { selectedStacks, synthesisOption, waveOption } from "./selected-stacks";
import { type BoundOptions, memoryOption, parallelOption, timeoutOption, withTerraform } from "./terraform-session";

interface Options extends BoundOptions {
  readonly synthesis: string;
  readonly plans?: string;
  readonly wave: number;
}

export function applyCommand(): Command {
  return new Command("apply")
    .description("Applies what `plan` saved, for the stacks of one wave, several at a time.")
    .argument("[STACK...]", "ids of stacks of the wave (default: all of it)")
    .addOption(waveOption().makeOptionMandatory())
    .addOption(synthesisOption())
    .option("--plans <dir>", "what --out of `plan` named (default: beside the stacks)")
    .addOption(parallelOption())
    .addOption(memoryOption())
    .addOption(timeoutOption())
    .addHelpText("after", "\nExit codes: 0 applied, or nothing to do; 1 an apply failed; 2 it could not run.")
    .action(async (named: string[], options: Options) => {
      const synthesis = readSynthesis(options.synthesis);
      const stackIds = selectedStacks(synthesis, named, options.wave);
      const plans = options.plans ?? join(options.synthesis, "stacks");
      const applied = await withTerraform(synthesis, options, (session) => {
        const settings = { ...session, synthesis, initQueue: inOrder() };
        return session.forEachStack(
          "Applying",
          stackIds,
          (id) => applyStack(id, plans, settings),
          ({ result }) => result,
        );
      });
      for (const { stackId, result, failure } of applied) {
        process.stdout.write(`${stackId}: ${result}\n`);
        if (failure !== undefined) {
          process.stderr.write(`\n${stackId}:\n${failure}\n`);
        }
      }
      process.exitCode = applied.some(({ result }) => result === "failed") ? 1 : 0;
    });
}
