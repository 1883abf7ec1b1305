/** How a stack stands before an apply. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../digest";
import { readLastApply } from "./last-apply";
import { type Origin, originDifferences } from "./origin";
import { planFileName, readPlanFile, savedPlanName, type StackPlan } from "./plan-file";
import { choosesRole } from "./plan-role";
import { hasChanges } from "./plan-stack";
import { originWithoutTerraform, statesNeededBy } from "./stack-origin";
import { type Synthesis } from "./synthesis";
import { type Terraform } from "./terraform";

export type Standing =
  /** This synthesis was applied, and there is no plan since. */
  | { readonly kind: "applied" }
  | { readonly kind: "planned"; readonly plan: StackPlan }
  /** It must be planned anew first. */
  | { readonly kind: "unplanned" }
  /** It has a plan of something else than what is there, or none where one is needed: why, and what to do. */
  | { readonly kind: "refused"; readonly words: string };

export interface StandingSettings {
  readonly synthesis: Synthesis;
  readonly terraform: Terraform;
  readonly terraformVersion: string;
  /** Holds `<stack id>/plan.json`. */
  readonly plansDirectory: string;
  /** Whether only what was planned before is applied. An apply that did not finish is planned anew all the same. */
  readonly onlyPlanned: boolean;
}

/** @throws UnreadablePlan */
export function standingOf(stackId: string, settings: StandingSettings): Standing {
  const { plansDirectory, onlyPlanned } = settings;
  const directory = join(plansDirectory, stackId);
  const file = join(directory, planFileName);
  const last = readLastApply(directory);
  if (last?.finished === false) {
    return { kind: "unplanned" };
  }
  const present = presentOrigin(stackId, settings);
  if (!existsSync(file)) {
    if (last?.synthesis !== undefined && last.synthesis === present.synthesis) {
      return { kind: "applied" };
    }
    return onlyPlanned
      ? { kind: "refused", words: `${file}: there is no such file: run \`strongroom plan ${stackId}\` first` }
      : { kind: "unplanned" };
  }
  const plan = readPlanFile(file);
  const reasons = reasonsAgainst(plan, stackId, directory, present);
  // Nobody read or approved anything of a plan that failed, or that had nothing to do.
  const isIdle = plan.failure !== undefined || (hasChanges(plan) === false && reasons.length > 0);
  if (!onlyPlanned && (isIdle || readsWhatWasApplied(stackId, settings))) {
    return { kind: "unplanned" };
  }
  return reasons.length === 0
    ? { kind: "planned", plan }
    : { kind: "refused", words: `${file}: ${reasons.join("; ")}. Run \`strongroom plan ${stackId}\` again` };
}

function reasonsAgainst(plan: StackPlan, stackId: string, directory: string, present: Partial<Origin>): string[] {
  if (plan.stackId !== stackId) {
    return [`this is a plan of ${plan.stackId}`];
  }
  if (plan.origin === undefined) {
    return ["the plan does not say what it was made from"];
  }
  const savedPlan = join(directory, savedPlanName);
  const isOther = existsSync(savedPlan) && digestOf(readFileSync(savedPlan)) !== plan.savedPlan;
  return [
    ...originDifferences(plan.origin, present).map(({ words }) => words),
    ...(isOther && hasChanges(plan) === true ? [`${savedPlanName} beside it is another plan`] : []),
  ];
}

function presentOrigin(stackId: string, { synthesis, terraform, terraformVersion }: StandingSettings): Partial<Origin> {
  return {
    ...originWithoutTerraform(stackId, synthesis, terraform.environment),
    terraform: terraformVersion,
    // A plan with another role cannot be applied, unless it takes its role anew.
    role: choosesRole(stackId, synthesis) ? undefined : null,
  };
}

/** Whether a stack whose state this one reads was applied after this one was planned. */
function readsWhatWasApplied(stackId: string, { synthesis, plansDirectory }: StandingSettings): boolean {
  const planned = statSync(join(plansDirectory, stackId, planFileName)).mtimeMs;
  return statesNeededBy(stackId, synthesis).some(
    (id) => id !== stackId && (readLastApply(join(plansDirectory, id))?.time ?? 0) > planned,
  );
}

/** Why others must not go on before this stack is applied, in words; undefined where nothing stands in the way. */
export function whatIsLeft(stackId: string, plansDirectory: string): Left | undefined {
  const directory = join(plansDirectory, stackId);
  const file = join(directory, planFileName);
  if (readLastApply(directory)?.finished === false) {
    return { isFailure: true, words: `${stackId}: its last apply did not finish` };
  }
  const changed = existsSync(file) ? hasChanges(readPlanFile(file)) : false;
  if (changed === undefined) {
    return { isFailure: true, words: `${stackId}: its plan failed` };
  }
  return changed ? { isFailure: false, words: `${stackId}: its plan is not applied` } : undefined;
}

export interface Left {
  readonly isFailure: boolean;
  readonly words: string;
}
