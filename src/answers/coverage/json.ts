import { keptAsJson } from "../protection/kept-as-json";
import { type Coverage } from "./coverage";

/** The coverage for programs. What an account's Region says of plans is the names of those under `plans`. */
export function coverageAsJson({ regions, plans, accounts }: Coverage): string {
  const document = {
    regions,
    unreached: accounts.filter(({ isReached }) => !isReached).map(({ account }) => account.name),
    plans: plans.map((plan) => ({
      ...plan,
      newestBackup: {
        ...plan.newestBackup,
        ageMinutes: plan.newestBackup.ageMinutes ?? null,
        gapMinutes: plan.newestBackup.gapMinutes ?? null,
      },
      rules: plan.rules.map((rule) => ({
        ...rule,
        overlap: rule.overlaps[0] ?? null,
        backup: keptAsJson(rule.backup),
        copies: rule.copies.map(keptAsJson),
      })),
    })),
    accounts,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
