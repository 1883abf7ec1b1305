import Table from "cli-table3";
import { countChanges, countedChanges } from "../terraform/counts";
import { type StackPlan } from "../terraform/plan-file";
import { hasChanges } from "../terraform/plan-stack";
import { visible } from "../visible";

/** One table over all stacks, for a terminal or a log. */
export function planTable(plans: readonly StackPlan[]): string {
  const table = new Table({
    head: ["stack", ...countedChanges, "result"],
    style: { head: [], border: [], compact: true },
  });
  for (const plan of plans) {
    const counts = plan.plan && countChanges(plan.plan);
    table.push([
      visible(plan.stackId),
      ...countedChanges.map((name) => ({
        content: counts?.[name] ? String(counts[name]) : "",
        hAlign: "right" as const,
      })),
      visible(planResult(plan)),
    ]);
  }
  return `${table.toString()}\n`;
}

/** In a few words. */
export function planResult(plan: StackPlan): string {
  const changed = hasChanges(plan);
  if (changed === undefined) {
    return `failed: ${plan.failure?.split("\n", 1)[0]?.replace(/^Error: /, "") ?? ""}`;
  }
  return changed ? (plan.plan ? "changes" : `changes, see ${plan.url ?? "HCP Terraform"}`) : "no changes";
}
