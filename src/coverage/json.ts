import { type Coverage, type CoverageRule } from "./coverage";

/** The coverage for programs. What an account's Region says of plans is the names of those under `plans`. */
export function coverageAsJson({ regions, plans, accounts }: Coverage): string {
  const document = {
    regions,
    unreached: accounts.filter(({ isReached }) => !isReached).map(({ account }) => account.name),
    plans: plans.map((plan) => ({ ...plan, rules: plan.rules.map(ruleAsJson) })),
    accounts,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** For ever, no cold storage and no lock are null, not left out. */
function ruleAsJson({ backup, copies, ...rule }: CoverageRule) {
  const explicit = <T extends CoverageRule["backup"]>(kept: T) => ({
    ...kept,
    deleteAfterDays: kept.deleteAfterDays ?? null,
    moveToColdStorageAfterDays: kept.moveToColdStorageAfterDays ?? null,
    lock: kept.lock ?? null,
  });
  return { ...rule, backup: explicit(backup), copies: copies.map(explicit) };
}
