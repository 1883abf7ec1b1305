/** How many resources of a stack a plan changes. */

import { isNoise } from "./noise";
import { type PlanJson } from "./plan-json";

export const countedChanges = ["create", "update", "replace", "destroy", "import", "move", "forget"] as const;

export type Counts = Readonly<Record<(typeof countedChanges)[number], number>>;

/** A resource that is imported or moved and changed counts in both columns. Computed noise does not count. */
export function countChanges({ changes }: PlanJson): Counts {
  const counted = changes.filter((change) => !isNoise(change));
  const count = (action: string) => counted.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    destroy: count("destroy"),
    import: changes.filter(({ imported }) => imported).length,
    move: changes.filter(({ movedFrom }) => movedFrom !== undefined).length,
    forget: count("forget"),
  };
}

export function changesAnything(counts: Counts): boolean {
  return Object.values(counts).some((count) => count > 0);
}
