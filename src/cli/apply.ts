import { Command } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compareOrigins } from "../delivery/plan-summary/compare-origins";
import { applyStack } from "../terraform/apply-stack";
import { inOrder } from "../terraform/in-order";
import { planFileName, readPlanFile, UnreadablePlan } from "../terraform/plan-file";
import { type Synthesis } from "../terraform/synthesis";
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
  requireCurrentPlans(stackIds, plans, synthesis, context);
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

/** A plan of something else than what is there is not applied, nor is one that does not say of what it is. */
function requireCurrentPlans(
  stackIds: readonly string[],
  directory: string,
  synthesis: Synthesis,
  { environment }: Context,
): void {
  const files = stackIds.map((id) => join(directory, id, planFileName)).filter((file) => existsSync(file));
  const found = files.map((file) => ({ ...readPlanFile(file), file }));
  const [unknown] = found.filter(({ origin }) => origin === undefined);
  if (unknown) {
    throw new UnreadablePlan(`${unknown.file}: does not say what it was made from: plan ${unknown.stackId} again`);
  }
  compareOrigins(found, () => synthesis, environment);
}
