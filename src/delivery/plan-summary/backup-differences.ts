/** What changes in backup plans, rule by rule. */

import { type Json } from "../../terraform/synthesis";
import { type BackupDifference, type BackupDifferenceKind, type Words } from "./backup-difference";
import { type PlacedPlan, type PlacedRule, placedPlans } from "./backup-plan";
import { enforcementDifferences } from "./enforcement-differences";
import { listed } from "./listed";
import { overlapDifferences } from "./overlap-differences";
import { type Pair, pairs } from "./pairs";
import { type PlanPair, planPairs } from "./plan-pairs";
import { type PolicyChange } from "./placed-policies";
import { kept, ruleDifferences } from "./rule-differences";
import { selectionDifferences } from "./selection-differences";

/**
 * The differences of documents, whatever accounts get from other ones.
 * @param nameOf gives the name of a target
 */
export function backupDifferences({ before, after }: PolicyChange, nameOf: (id: string) => string): BackupDifference[] {
  const { rearranged, pairs: plans } = planPairs(placedPlans(before), placedPlans(after));
  return [
    ...rearranged.map(({ from, to }): BackupDifference => {
      const words = `is now ${to.length === 1 ? "one backup plan for all its Regions" : "a backup plan for each Region"}: ${to.map(({ name }) => name).join(", ")}`;
      const [first] = from;
      return {
        ...differenceOf(first, "plan-rearranged", words),
        plan: from.map(({ name }) => name).join(", "),
        region: undefined,
        targetIds: [...new Set([...from, ...to].flatMap(({ targetIds }) => targetIds))].sort(),
        detail: [from.map(planDetail), to.map(planDetail)],
      };
    }),
    ...plans.flatMap((pair) =>
      pair.before && pair.after ? planDifferences(pair.before, pair.after, nameOf) : [planComesOrGoes(pair, nameOf)],
    ),
  ];
}

function differenceOf(
  { name, entry, regions, targetIds }: PlacedPlan,
  kind: BackupDifferenceKind,
  words: string,
): BackupDifference {
  return {
    kind,
    plan: name,
    entry,
    rule: undefined,
    words,
    decision: words,
    region: name === entry ? undefined : regions[0],
    vaultArn: undefined,
    targetIds,
    detail: null,
    isHarmless: false,
    opensPlans: false,
  };
}

function planComesOrGoes(
  { before: old, after: now, livesOn }: PlanPair,
  nameOf: (id: string) => string,
): BackupDifference {
  const plan = old ?? (now as PlacedPlan);
  const where = plan.targetIds.map(nameOf).sort().join(", ");
  const rules = plan.rules.map((rule) => `${rule.name} ${rule.schedule}, kept ${kept(rule.keptDays)}`).join("; ");
  const detail = planDetail(plan);
  if (livesOn) {
    const kind = now ? "region-added" : "region-removed";
    return {
      ...differenceOf(plan, kind, `${now ? "now" : "no longer"} runs in ${plan.regions.join(", ")}`),
      region: plan.regions[0],
      detail,
    };
  }
  const words = `the backup plan is ${now ? "added to" : "removed from"}`;
  return {
    ...differenceOf(plan, now ? "plan-added" : "plan-removed", `${words} ${where} (${rules})`),
    decision: `${words} ${plan.targetIds.join(", ")} (${rules})`,
    detail,
  };
}

function planDifferences(old: PlacedPlan, now: PlacedPlan, nameOf: (id: string) => string): BackupDifference[] {
  const targetIds = [...new Set([...old.targetIds, ...now.targetIds])].sort();
  const difference = ({ words, ...rest }: Words): BackupDifference => ({
    ...differenceOf(old, rest.kind, words),
    targetIds,
    ...rest,
  });
  return [
    ...(old.name === now.name
      ? []
      : [
          difference({
            kind: "plan-renamed",
            words: `is renamed to ${now.entry}: the backup plan is deleted, and one with the same backup rules created`,
            detail: [planDetail(old), planDetail(now)],
          }),
        ]),
    ...listed(old.targetIds, now.targetIds, (id, gone): BackupDifference => {
      const words = gone ? "no longer reaches" : "now reaches";
      return {
        ...difference({ kind: gone ? "target-removed" : "target-added", words: `${words} ${nameOf(id)}` }),
        decision: `${words} ${id}`,
        targetIds: [id],
      };
    }),
    ...listed(old.regions, now.regions, (region, gone) => ({
      ...difference({
        kind: gone ? "region-removed" : "region-added",
        words: `${gone ? "no longer runs" : "now runs"} in ${region}`,
      }),
      region,
    })),
    ...pairs(
      old.rules,
      now.rules,
      ({ name }) => name,
      (rule) => JSON.stringify({ ...rule, name: "" }),
    )
      .flatMap((pair) =>
        pair.before && pair.after
          ? ruleDifferences(pair.before, pair.after).map((words) => ({ ...words, rule: pair.before.name }))
          : [ruleComesOrGoes(pair)],
      )
      .map(difference),
    ...overlapDifferences(old, now).map(difference),
    ...selectionDifferences(old.selection, now.selection).map(difference),
    ...enforcementDifferences(old, now).map(difference),
  ];
}

/** Everything that the plan does, in one order. */
function planDetail({ rules, regions, selection }: PlacedPlan): Json {
  return [rules.map((rule) => JSON.stringify(rule)), regions, [...selection].map(([path, values]) => [path, values])];
}

function ruleComesOrGoes({ before, after }: Pair<PlacedRule>): Words {
  const rule = before ?? after;
  const words = `the rule is ${after ? "added" : "removed"} (${rule.schedule}, kept ${kept(rule.keptDays)})`;
  return { kind: after ? "rule-added" : "rule-removed", words, rule: rule.name, detail: JSON.stringify(rule) };
}
