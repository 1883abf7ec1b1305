/** `terraform apply` of the saved plan of one stack. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { diagnostics } from "./diagnostics";
import { initStack, type InitSettings } from "./init-stack";
import { planFileName, readPlanFile, savedPlanName } from "./plan-file";
import { roleVariables } from "./plan-role";
import { hasChanges } from "./plan-stack";

export interface AppliedStack {
  readonly stackId: string;
  readonly result: "applied" | "nothing to do" | "failed";
  readonly failure?: string;
}

/**
 * Applies what `plan` saved, and nothing else: Terraform refuses a plan from before another apply.
 * @param plansDirectory holds `<stack id>/plan.json` and `<stack id>/plan.tfplan`
 */
export async function applyStack(
  stackId: string,
  plansDirectory: string,
  settings: InitSettings,
): Promise<AppliedStack> {
  const file = join(plansDirectory, stackId, planFileName);
  const savedPlan = resolve(plansDirectory, stackId, savedPlanName);
  if (!existsSync(file)) {
    return { stackId, result: "failed", failure: `${file}: no such file: plan the stack first` };
  }
  const plan = readPlanFile(file);
  const changed = hasChanges(plan);
  if (changed === false) {
    return { stackId, result: "nothing to do" };
  }
  if (changed === undefined || !existsSync(savedPlan)) {
    return { stackId, result: "failed", failure: plan.failure ?? `${savedPlan}: no such file: the plan was not saved` };
  }
  const init = await initStack(stackId, settings);
  if (init.exitCode !== 0) {
    return { stackId, result: "failed", failure: diagnostics(init.output) };
  }
  const directory = settings.synthesis.stackDirectory(stackId);
  const role = roleVariables(stackId, settings.synthesis, settings.terraform.environment);
  const run = await settings.terraform.run(directory, ["apply", "-input=false", "-no-color", savedPlan], role);
  return run.exitCode === 0
    ? { stackId, result: "applied" }
    : { stackId, result: "failed", failure: diagnostics(run.output) };
}
