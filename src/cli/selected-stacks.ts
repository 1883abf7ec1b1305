import { didYouMean } from "../config/targets";
import { type Synthesis } from "../terraform/synthesis";
import { UsageError } from "./failure";
import { waves } from "../terraform/waves";

/**
 * The stacks that are named, in the order in which they can be applied; all of them where none is named.
 * @throws UsageError
 */
export function selectedStacks(synthesis: Synthesis, named: readonly string[]): string[] {
  const unknown = named.filter((id) => !synthesis.stackIds.includes(id));
  if (unknown.length > 0) {
    const problems = unknown.map(
      (id) => `${id}: no such stack in ${synthesis.directory}. ${didYouMean(id, synthesis.stackIds)}`,
    );
    throw new UsageError(
      `${problems.map((problem) => problem.trim()).join("\n")}\nStacks: ${synthesis.stackIds.join(", ")}`,
    );
  }
  return waves(synthesis)
    .flat()
    .filter((id) => named.length === 0 || named.includes(id));
}
