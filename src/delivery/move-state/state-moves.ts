/** Which state of one config becomes which of another. */

import { join } from "node:path";
import { type StackSummary } from "../../model/stacks";
import { type StatePlace, statePlace } from "../../terraform/state-place";
import { type Synthesis } from "../../terraform/synthesis";

export interface StateMove {
  /** In the new config. */
  readonly stackId: string;
  /** In the old one: an account may have another name there. */
  readonly earlierStackId: string;
  readonly from: StatePlace;
  readonly to: StatePlace;
}

export interface StateMoves {
  /** In the order in which stacks read each other's states: what others read is there first. */
  readonly moves: readonly StateMove[];
  /** Ids of new stacks whose state is where it was. */
  readonly staying: readonly string[];
  /** Ids of new stacks which the old config did not have. */
  readonly added: readonly string[];
  /** Ids of old stacks which the new config does not have. */
  readonly removed: readonly string[];
}

interface Side {
  readonly stacks: readonly StackSummary[];
  readonly synthesis: Synthesis;
  /** The output of the synthesis to which the states belong, which need no longer be there. */
  readonly outputDirectory: string;
}

/**
 * A stack is the same one where kind and account are.
 * @param order ids of the new stacks, each after those that it needs
 */
export function stateMoves(before: Side, after: Side, order: readonly string[]): StateMoves {
  const pairs = order.map((id) => {
    const stack = after.stacks.find((one) => one.id === id);
    const earlier = before.stacks.find(({ kind, account }) => kind === stack?.kind && account.id === stack.account.id);
    return { stackId: id, earlier };
  });
  const both = pairs.flatMap(({ stackId, earlier }): StateMove[] =>
    earlier
      ? [{ stackId, earlierStackId: earlier.id, from: placeIn(before, earlier.id), to: placeIn(after, stackId) }]
      : [],
  );
  const kept = new Set(both.map(({ earlierStackId }) => earlierStackId));
  return {
    moves: both.filter(({ from, to }) => from.words !== to.words),
    staying: both.filter(({ from, to }) => from.words === to.words).map(({ stackId }) => stackId),
    added: pairs.filter(({ earlier }) => !earlier).map(({ stackId }) => stackId),
    removed: before.stacks.map(({ id }) => id).filter((id) => !kept.has(id)),
  };
}

function placeIn({ synthesis, outputDirectory }: Side, stackId: string): StatePlace {
  return statePlace(stackId, synthesis, join(outputDirectory, "stacks", stackId));
}
