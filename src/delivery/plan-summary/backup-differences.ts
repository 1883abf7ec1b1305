/** What changes in backup plans, rule by rule. */

import { everyResourceType } from "../../aws/backup-services";
import { parseSchedule, referenceDate, referenceEnd, startsBetween } from "../../aws/schedule";
import { type Json } from "../../terraform/synthesis";
import { isDeepStrictEqual } from "node:util";
import { type PlacedCopy, type PlacedPlan, type PlacedRule, placedPlans } from "./backup-plan";
import { overlapDifferences } from "./overlap-differences";
import { type Pair, pairs } from "./pairs";
import { type PolicyChange } from "./placed-policies";

export type BackupDifferenceKind =
  | "plan-added"
  | "plan-removed"
  | "plan-renamed"
  | "rule-added"
  | "rule-removed"
  | "rule-renamed"
  | "copy-added"
  | "copy-removed"
  | "backups-give-way"
  | "copies-give-way"
  | "region-added"
  | "region-removed"
  | "target-added"
  | "target-removed"
  | "retention-shortened"
  | "retention-lengthened"
  | "cold-storage-changed"
  | "schedule-changed"
  | "runs-less-often"
  | "window-changed"
  | "vault-changed"
  | "role-changed"
  | "continuous-added"
  | "continuous-removed"
  | "selection-added"
  | "selection-removed"
  | "selection-changed"
  | "enforcement-loosened"
  | "enforcement-tightened";

export interface BackupDifference {
  readonly kind: BackupDifferenceKind;
  /** Name of the plan, that before the change where it has two. */
  readonly plan: string;
  /** Name of the rule, where the difference is one of a rule. */
  readonly rule: string | undefined;
  /** In words, without the plan and the rule: `kept 35 → 14 days`. */
  readonly words: string;
  /** The Region, where the difference is that the plan runs there or not. */
  readonly region?: string;
  /** Ids of what the plan is attached to, before and after; of the one target, for a difference of targets. */
  readonly targetIds: readonly string[];
  /** What the words leave out, before and after. */
  readonly detail: Json;
}

/** @param nameOf gives the name of a target */
export function backupDifferences({ before, after }: PolicyChange, nameOf: (id: string) => string): BackupDifference[] {
  const plans = pairs(
    placedPlans(before),
    placedPlans(after),
    ({ policyName, name }) => `${policyName} ${name}`,
    ({ name }) => name,
    ({ rules, regions, selection, targetIds }) => JSON.stringify([rules, regions, [...selection], targetIds]),
  );
  return plans.flatMap(({ before: old, after: now }): BackupDifference[] => {
    if (old && now) {
      return planDifferences(old, now, nameOf);
    }
    const plan = old ?? now;
    const where = plan.targetIds.map(nameOf).sort().join(", ");
    const rules = plan.rules.map((rule) => `${rule.name} ${rule.schedule}, kept ${kept(rule.keptDays)}`).join("; ");
    return [
      {
        kind: now ? "plan-added" : "plan-removed",
        plan: plan.name,
        rule: undefined,
        words: `the backup plan is ${now ? "added to" : "removed from"} ${where} (${rules})`,
        targetIds: plan.targetIds,
        detail: planDetail(plan),
      },
    ];
  });
}

function planDifferences(old: PlacedPlan, now: PlacedPlan, nameOf: (id: string) => string): BackupDifference[] {
  const targetIds = [...new Set([...old.targetIds, ...now.targetIds])].sort();
  const difference = (
    kind: BackupDifferenceKind,
    words: string,
    { rule, detail = null, targets = targetIds }: { rule?: string; detail?: Json; targets?: string[] } = {},
  ) => ({ kind, plan: old.name, rule, words, detail, targetIds: targets });
  return [
    ...(old.name === now.name
      ? []
      : [
          difference(
            "plan-renamed",
            `is renamed to ${now.name}: the backup plan is deleted, and one with the same backup rules created`,
            { detail: [planDetail(old), planDetail(now)] },
          ),
        ]),
    ...listed(old.targetIds, now.targetIds, (id, gone) =>
      difference(
        gone ? "target-removed" : "target-added",
        `${gone ? "no longer reaches" : "now reaches"} ${nameOf(id)}`,
        { targets: [id] },
      ),
    ),
    ...listed(old.regions, now.regions, (region, gone) => ({
      ...difference(gone ? "region-removed" : "region-added", `${gone ? "no longer runs" : "now runs"} in ${region}`),
      region,
    })),
    ...pairs(
      old.rules,
      now.rules,
      ({ name }) => name,
      (rule) => JSON.stringify({ ...rule, name: "" }),
    ).flatMap((pair) =>
      pair.before && pair.after
        ? ruleDifferences(pair.before, pair.after).map(({ kind, words, detail }) =>
            difference(kind, words, { rule: pair.before.name, detail }),
          )
        : [ruleComesOrGoes(pair)].map(({ kind, words, rule, detail }) => difference(kind, words, { rule, detail })),
    ),
    ...overlapDifferences(old, now).map(({ kind, words, rule, detail }) => difference(kind, words, { rule, detail })),
    ...selectionDifferences(old.selection, now.selection).map(({ kind, words }) => difference(kind, words)),
    ...enforcementDifferences(old, now).map(({ kind, words, detail }) => difference(kind, words, { detail })),
  ];
}

interface Words {
  readonly kind: BackupDifferenceKind;
  readonly words: string;
  readonly detail?: Json;
}

/** Everything that the plan does, in one order. */
function planDetail({ rules, regions, selection }: PlacedPlan): Json {
  return [rules.map(ruleDetail), regions, [...selection].map(([path, values]) => [path, values])];
}

function ruleDetail(rule: PlacedRule | PlacedCopy): Json {
  return JSON.stringify(rule);
}

function listed<T>(
  old: readonly string[],
  now: readonly string[],
  difference: (item: string, gone: boolean) => T,
): T[] {
  return [
    ...old.filter((item) => !now.includes(item)).map((item) => difference(item, true)),
    ...now.filter((item) => !old.includes(item)).map((item) => difference(item, false)),
  ];
}

function ruleComesOrGoes({ before, after }: Pair<PlacedRule>): Words & { rule: string; detail: Json } {
  const rule = before ?? after;
  const words = `the rule is ${after ? "added" : "removed"} (${rule.schedule}, kept ${kept(rule.keptDays)})`;
  return { kind: after ? "rule-added" : "rule-removed", words, rule: rule.name, detail: ruleDetail(rule) };
}

function ruleDifferences(old: PlacedRule, now: PlacedRule): Words[] {
  const changed = (
    kind: BackupDifferenceKind,
    what: string,
    from: string | undefined,
    to: string | undefined,
  ): Words[] => (from === to ? [] : [{ kind, words: `${what} ${from ?? "the default"} → ${to ?? "the default"}` }]);
  return [
    ...(old.name === now.name ? [] : [{ kind: "rule-renamed" as const, words: `the rule is renamed to ${now.name}` }]),
    ...retention("", old, now),
    ...changed(
      lessOften(old.schedule, now.schedule) ? "runs-less-often" : "schedule-changed",
      "runs at",
      old.schedule,
      now.schedule,
    ),
    ...changed("window-changed", "starts within (minutes)", old.startWindow, now.startWindow),
    ...changed("window-changed", "completes within (minutes)", old.completeWindow, now.completeWindow),
    ...changed("vault-changed", "backs up to vault", old.vault, now.vault),
    ...(old.continuous === now.continuous
      ? []
      : now.continuous
        ? [{ kind: "continuous-added" as const, words: "now backs up continuously" }]
        : [
            {
              kind: "continuous-removed" as const,
              words: "no longer backs up continuously: point-in-time restore ends",
            },
          ]),
    ...pairs(old.copies, now.copies, ({ vaultArn }) => vaultArn).flatMap(({ before, after }): Words[] => {
      if (before && after) {
        const detail = [ruleDetail(before), ruleDetail(after)];
        return retention(`the copy to ${vaultIn(before)} is `, before, after).map((words) => ({ ...words, detail }));
      }
      const copy = before ?? after;
      const words = `is ${after ? "now" : "no longer"} copied to ${vaultIn(copy)} (kept ${kept(copy.keptDays)})`;
      return [{ kind: after ? "copy-added" : "copy-removed", words, detail: ruleDetail(copy) }];
    }),
  ];
}

type Kept = Pick<PlacedRule, "keptDays" | "coldAfterDays">;

function retention(what: string, old: Kept, now: Kept): Words[] {
  const days = ({ keptDays }: Kept) => keptDays ?? Number.POSITIVE_INFINITY;
  const unit = now.keptDays === undefined ? "" : " days";
  const before =
    old.keptDays === undefined ? "for ever" : now.keptDays === undefined ? `${old.keptDays} days` : old.keptDays;
  return [
    ...(days(old) === days(now)
      ? []
      : [
          {
            kind: days(now) < days(old) ? ("retention-shortened" as const) : ("retention-lengthened" as const),
            words: `${what}kept ${before} → ${now.keptDays ?? "for ever"}${unit}`,
          },
        ]),
    ...(old.coldAfterDays === now.coldAfterDays
      ? []
      : [
          {
            kind: "cold-storage-changed" as const,
            words: `${what}moved to cold storage after ${old.coldAfterDays ?? "no"} → ${now.coldAfterDays ?? "no"} days`,
          },
        ]),
  ];
}

function kept(days: number | undefined): string {
  return days === undefined ? "for ever" : `${days} days`;
}

/** As in `org-central-vault in eu-west-1`. */
function vaultIn({ vaultArn }: PlacedCopy): string {
  const [, , , region, , , vault] = vaultArn.split(":");
  return region && vault ? `${vault} in ${region}` : vaultArn;
}

/** Years over which two schedules are compared, and the last of those that AWS takes, in which a schedule without an end still runs. */
const compared = [referenceDate, referenceEnd] as const;
const lastDecade = [new Date("2190-01-01T00:00:00Z"), new Date("2200-01-01T00:00:00Z")] as const;

/** More than a schedule of every hour has in the time compared. */
const mostStarts = 20_000;

/** Whether the new schedule leaves longer without a start, starts fewer times, or ends where the old one did not. */
function lessOften(old: string, now: string): boolean {
  const [before, after] = [frequency(old), frequency(now)];
  return (
    // The edges of the time compared cut off up to a hundredth of the starts, and months differ in length.
    after.starts < before.starts * 0.98 || after.longestGap > before.longestGap * 1.1 || (after.ends && !before.ends)
  );
}

/** An expression that nobody can read counts as one that never starts. */
function frequency(expression: string): { starts: number; longestGap: number; ends: boolean } {
  const parsed = parseSchedule(expression);
  if (!("schedule" in parsed)) {
    return { starts: 0, longestGap: Number.POSITIVE_INFINITY, ends: true };
  }
  const starts = startsBetween(parsed.schedule, ...compared, mostStarts).map((start) => start.getTime());
  const [from, to] = compared.map((date) => date.getTime()) as [number, number];
  const edges = [from, ...starts, ...(starts.length < mostStarts ? [to] : [])];
  const longestGap = edges.reduce((longest, edge, index) => Math.max(longest, edge - (edges[index - 1] ?? edge)), 0);
  return { starts: starts.length, longestGap, ends: startsBetween(parsed.schedule, ...lastDecade, 1).length === 0 };
}

function selectionDifferences(old: PlacedPlan["selection"], now: PlacedPlan["selection"]): Words[] {
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path): Words[] => {
    const [before, after] = [old.get(path) ?? [], now.get(path) ?? []];
    if (isDeepStrictEqual(before, after)) {
      return [];
    }
    const name = path.split("/").at(-1) ?? path;
    if (name === "iam_role_arn") {
      return [{ kind: "role-changed", words: `backs up as ${before.join(", ")} → ${after.join(", ")}` }];
    }
    const words = selectionWords[name];
    if (!words) {
      const list = (items: readonly string[]) => items.join(", ") || "nothing";
      return [{ kind: "selection-changed", words: `selection: ${name} ${list(before)} → ${list(after)}` }];
    }
    const takesAll = (items: readonly string[]) => name === "resource_types" && items.includes(everyResourceType);
    if (takesAll(before) !== takesAll(after) && before.length > 0 && after.length > 0) {
      const types = (items: readonly string[]) => (takesAll(items) ? "every type" : items.join(", "));
      const kind = takesAll(after) ? "selection-added" : "selection-removed";
      return [{ kind, words: `now selects ${types(after)} instead of ${types(before)}` }];
    }
    return listed(before, after, (item, gone) => ({
      kind: gone === words.narrowsWhenGone ? "selection-removed" : "selection-added",
      words: `${gone ? words.gone : words.come} ${item}`,
    }));
  });
}

/** Lists of a selection, and which way they count. */
const selectionWords: Readonly<Record<string, { gone: string; come: string; narrowsWhenGone: boolean }>> = {
  tag_value: {
    gone: "no longer selects resources whose tag has the value",
    come: "now selects resources whose tag has the value",
    narrowsWhenGone: true,
  },
  resource_types: { gone: "no longer selects", come: "now selects", narrowsWhenGone: true },
  conditions: {
    gone: "selects also without the condition",
    come: "selects only with the condition",
    narrowsWhenGone: false,
  },
  not_resource_types: { gone: "no longer leaves out", come: "now leaves out", narrowsWhenGone: false },
};

function enforcementDifferences(old: PlacedPlan, now: PlacedPlan): Words[] {
  const all = "@@all";
  const freedom = ({ allowedToChildren }: PlacedPlan, path: string) => allowedToChildren.get(path) ?? [all];
  // What comes or goes has a difference of its own.
  const inBoth = [...old.places].filter((path) => now.places.has(path));
  const changed = inBoth.filter((path) => !isDeepStrictEqual(freedom(old, path), freedom(now, path)));
  if (changed.length === 0) {
    return [];
  }
  const grants = (operators: readonly string[]) =>
    operators.includes(all) ? 4 : operators.filter((operator) => operator !== "@@none").length;
  const looser = changed.some((path) => grants(freedom(now, path)) > grants(freedom(old, path)));
  const detail = changed.map((path) => [path, freedom(old, path), freedom(now, path)]);
  return looser
    ? [{ kind: "enforcement-loosened", words: "lower policies can now change it", detail }]
    : [{ kind: "enforcement-tightened", words: "lower policies can no longer change it", detail }];
}
