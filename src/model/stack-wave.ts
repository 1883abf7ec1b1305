/** In which wave a stack is applied, from its id alone. */

import { isOfAccount, nameOfKind } from "../config/stack-ids";
import { type StackKind, stackKinds } from "../config/stack-kinds";

/**
 * The number of the wave in which a deployment applies the stack, from 1; 0 for what is no stack. Where the key is pinned,
 * waves come together: stacks of one number are always of one wave.
 */
export function waveOf(stackId: string): number {
  const kind = (Object.keys(stackKinds) as StackKind[]).find((one) =>
    isOfAccount(one) ? stackId.startsWith(`${nameOfKind(one)}-`) : stackId === nameOfKind(one),
  );
  return kind === undefined ? 0 : waveOfKind(kind);
}

function waveOfKind(kind: StackKind): number {
  const { follows, readsKey } = stackKinds[kind];
  const earlier: readonly StackKind[] = readsKey ? [...follows, "encryption"] : follows;
  return 1 + Math.max(0, ...earlier.map(waveOfKind));
}
