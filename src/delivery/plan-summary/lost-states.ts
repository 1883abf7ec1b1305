/** Stacks that Terraform would create once more, because it does not find their state. */

import { type Deployment } from "../../model/deployment";
import { type StackPlan } from "../../terraform/plan-file";

export interface LostState {
  readonly stackId: string;
  /** Id of the stack under which the same was configured before. */
  readonly earlierStackId: string;
  /** Addresses that the plan creates, sorted. */
  readonly creates: readonly string[];
}

/**
 * The stacks of which the plan knows nothing that exists, although the config before had them already, in the same
 * account. Where a deployment died half-way, the state has the first half; where a stack is new, the config before does
 * not have it. A stack that was configured and never applied looks like one whose state is lost.
 */
export function lostStates(stacks: readonly StackPlan[], before: Deployment, after: Deployment): LostState[] {
  return stacks.flatMap(({ stackId, plan }): LostState[] => {
    const stack = after.stacks.find(({ id }) => id === stackId);
    const earlier = before.stacks.find(({ kind, account }) => kind === stack?.kind && account.id === stack.account.id);
    const changes = plan?.changes ?? [];
    const createsAll = changes.length > 0 && changes.every(({ action, imported }) => action === "create" && !imported);
    return earlier && createsAll
      ? [{ stackId, earlierStackId: earlier.id, creates: changes.map(({ address }) => address).sort() }]
      : [];
  });
}
