/** Whether plans are still of what is there. */

import { Failure } from "../../failure";
import { originDifferences } from "../../terraform/origin";
import { originWithoutTerraform } from "../../terraform/stack-origin";
import { type Synthesis } from "../../terraform/synthesis";
import { firstOf } from "../../first-of";
import { type FoundPlan } from "./read-plans";

/** Plans that are not of what is there. The message names each, says why, and what to run. */
export class RefusedPlans extends Failure {}

/**
 * Compares what plans were made from with what is there, as far as it can be told without Terraform.
 * @param synthesisFor the synthesis with which to compare the plan in a file; undefined where there is none
 * @returns in words, which plans were compared with nothing, and why
 * @throws RefusedPlans
 */
export function compareOrigins(
  plans: readonly FoundPlan[],
  synthesisFor: (file: string) => Synthesis | undefined,
  environment: NodeJS.ProcessEnv,
): string[] {
  const compared = plans.map((plan) => ({ plan, synthesis: synthesisFor(plan.file) }));
  const problems = compared.flatMap(({ plan, synthesis }) => refusal(plan, synthesis, environment) ?? []);
  if (problems.length > 0) {
    throw new RefusedPlans(problems.join("\n"));
  }
  const withoutOrigin = plans.filter(({ origin }) => origin === undefined);
  const without = compared.filter(({ plan, synthesis }) => plan.origin !== undefined && synthesis === undefined);
  return [
    ...inWords(withoutOrigin, "judged by its content alone, because the file does not say what it was made from"),
    ...inWords(
      without.map(({ plan }) => plan),
      "not compared with a synthesis, because there is none: --synthesis names one",
    ),
  ];
}

function refusal(
  { file, stackId, origin }: FoundPlan,
  synthesis: Synthesis | undefined,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  if (origin === undefined || synthesis === undefined) {
    return undefined;
  }
  if (!synthesis.stackIds.includes(stackId)) {
    return `${file}: ${stackId} is no stack of ${synthesis.directory}: delete the plan, or name the plans to judge one by one`;
  }
  const differences = originDifferences(origin, originWithoutTerraform(stackId, synthesis, environment));
  return differences.length === 0
    ? undefined
    : `${file}: this plan of ${stackId} is out of date: ${differences.map(({ words }) => words).join("; ")}. Run \`strongroom plan\` again`;
}

function inWords(plans: readonly FoundPlan[], words: string): string[] {
  return plans.length === 0
    ? []
    : [
        `${firstOf(
          plans.map(({ stackId }) => stackId),
          20,
        )}: ${words}`,
      ];
}
