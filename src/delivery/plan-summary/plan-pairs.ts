/** Which backup plan after a change is which one before. */

import { grouped } from "../../grouped";
import { type PlacedPlan } from "./backup-plan";
import { type Pair, pairs } from "./pairs";

export type PlanPair = Pair<PlacedPlan> & {
  /** Whether other Regions have a plan of the same entry before and after, where this one comes or goes. */
  readonly livesOn: boolean;
};

interface Rearranged {
  readonly from: readonly [PlacedPlan, ...PlacedPlan[]];
  readonly to: readonly PlacedPlan[];
}

/**
 * The plans in pairs, by their names, and what is left by what they do.
 *
 * A config plan that begins to copy within each Region becomes a plan for each of them, with other names, and the other
 * way round: such plans are compared Region by Region.
 */
export function planPairs(
  before: readonly PlacedPlan[],
  after: readonly PlacedPlan[],
): { readonly rearranged: readonly Rearranged[]; readonly pairs: readonly PlanPair[] } {
  const rearranged = rearrangements(before, after);
  const apart = (plans: readonly PlacedPlan[]) =>
    plans.flatMap((plan) =>
      rearranged.some(({ from, to }) => from.includes(plan) || to.includes(plan)) ? byRegion(plan) : [plan],
    );
  const paired = pairs(
    apart(before),
    apart(after),
    ({ name, regions, entry, targetIds }) => JSON.stringify([name, entry === name ? "" : regions, targetIds]),
    ({ name }) => name,
    ({ rules, regions, selection, targetIds }) => JSON.stringify([rules, regions, [...selection], targetIds]),
  );
  const entries = (plans: readonly PlacedPlan[]) => new Set(plans.map(({ entry }) => entry));
  const [earlier, later] = [entries(before), entries(after)];
  return {
    rearranged,
    pairs: paired.map((pair) => {
      const { entry } = pair.before ?? pair.after;
      return { ...pair, livesOn: earlier.has(entry) && later.has(entry) };
    }),
  };
}

function rearrangements(before: readonly PlacedPlan[], after: readonly PlacedPlan[]): Rearranged[] {
  const later = grouped(after, ({ entry }) => entry);
  return [...grouped(before, ({ entry }) => entry)].flatMap(([entry, [first, ...others]]): Rearranged[] => {
    const to = later.get(entry) ?? [];
    const from = first ? ([first, ...others] as const) : undefined;
    const isWhole = (plans: readonly PlacedPlan[]) => plans.some(({ name }) => name === entry);
    return from && to.length > 0 && isWhole(from) !== isWhole(to) ? [{ from, to }] : [];
  });
}

/** The plan as one for each of its Regions. */
function byRegion(plan: PlacedPlan): PlacedPlan[] {
  return plan.regions.map((region) => ({ ...plan, name: `${plan.entry}_${region}`, regions: [region] }));
}
