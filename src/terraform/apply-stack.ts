/** `terraform apply` of the saved plan of one stack. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UnwritableFile } from "../whole-file";
import { diagnostics } from "./diagnostics";
import { initFailure, initStack, type InitSettings } from "./init-stack";
import { beginApply, finishApply, removeSavedPlan } from "./last-apply";
import { originDifferences } from "./origin";
import { savedPlanName, type StackPlan } from "./plan-file";
import { roleVariables } from "./plan-role";
import { hasChanges } from "./plan-stack";
import { statesNeededBy } from "./stack-origin";
import { stateOf } from "./stack-state";

export interface AppliedStack {
  readonly stackId: string;
  readonly result: "applied" | "applied already" | "nothing to do" | "failed";
  readonly failure?: string;
}

/**
 * Applies what was planned, and nothing else. The plan is gone afterwards, and what is left says whether the apply
 * finished.
 * @param plan one with an origin
 * @param plansDirectory holds `<stack id>/plan.tfplan`
 */
export async function applyStack(
  plan: StackPlan,
  plansDirectory: string,
  settings: InitSettings,
): Promise<AppliedStack> {
  const { stackId } = plan;
  try {
    const failure = await applied(plan, resolve(plansDirectory, stackId), settings);
    return failure === undefined
      ? { stackId, result: hasChanges(plan) ? "applied" : "nothing to do" }
      : { stackId, result: "failed", failure };
  } catch (error) {
    if (!(error instanceof UnwritableFile)) {
      throw error;
    }
    return { stackId, result: "failed", failure: error.message };
  }
}

/** @returns why it failed */
async function applied(plan: StackPlan, directory: string, settings: InitSettings): Promise<string | undefined> {
  const { stackId, origin } = plan;
  const { synthesis, terraform } = settings;
  const savedPlan = join(directory, savedPlanName);
  if (hasChanges(plan) === false) {
    return undefined;
  }
  if (plan.failure !== undefined || origin === undefined || !existsSync(savedPlan)) {
    return plan.failure ?? `${savedPlan}: no such file: the plan was not saved`;
  }
  const init = await initStack(stackId, settings);
  if (init.exitCode !== 0) {
    return initFailure(init);
  }
  const states = await Promise.all(statesNeededBy(stackId, synthesis).map((id) => stateOf(id, synthesis, terraform)));
  const [difference] = originDifferences(origin, { states: states.filter((state) => state !== undefined) });
  if (difference) {
    return `${difference.words}. Run \`strongroom plan ${stackId}\` again`;
  }
  beginApply(directory, origin.synthesis);
  const role = roleVariables(stackId, synthesis, terraform.environment);
  const args = ["apply", "-input=false", "-no-color", savedPlan];
  const { exitCode, output } = await terraform.run(synthesis.stackDirectory(stackId), args, role);
  removeSavedPlan(directory);
  if (exitCode !== 0) {
    return diagnostics(output);
  }
  finishApply(directory, origin.synthesis);
  return undefined;
}
