/** The rule about backup rules of one plan whose start windows meet. */

import { dateText } from "../../date-text";
import { freeHours } from "../../aws/free-hours";
import { isWindowCut, mostComparedDays } from "../../aws/overlapping-rules";
import {
  listed,
  overlapInWords,
  type RuleOverlap,
  ruleOverlapsOf,
  sortsOf,
  unsaidInWords,
} from "../../aws/rule-overlaps";
import { numberText } from "../../number-text";
import { kindsReached } from "../reached-kinds";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { dailyRule, type RuleConfig, rulesOf } from "./rules-of-plans";

type PlanConfig = OrgConfig["backupPlans"][number];

const datesShown = 3;

export const overlapRules: readonly Rule[] = [
  {
    id: "rules-overlap",
    severity: "warning",
    what: "The start windows of the backup rules of a backup plan do not meet.",
    why:
      "Where they meet, AWS Backup makes one backup, for the backup rule that keeps longest. The other backup rules make " +
      "none, and no copies.",
    needs: ["backupPlans[].rules.**", "backupPlans[].select.**", "serviceOptIn.**"],
    after: ["schedule-syntax", "rule-duplicate"],
    passes: twoRules("cron(0 10 ? * SUN *)"),
    fails: twoRules("cron(0 4 ? * SUN *)"),
    check: (config) => config.backupPlans.flatMap((plan, index) => overlapsIn(plan, index, config)),
  },
  {
    id: "start-window-compared",
    severity: "note",
    what: `Where there are several backup rules, no start window is longer than ${mostComparedDays} days.`,
    why: `\`rules-overlap\`, \`selection-overlap\` and the reports take a longer one as ${mostComparedDays} days, and miss what it meets later.`,
    needs: ["backupPlans[].rules.**"],
    passes: longWindow(mostComparedDays * 1440),
    fails: longWindow(mostComparedDays * 1440 + 1),
    check: (config) =>
      rulesOf(config).flatMap(({ path, rule }, _, all) =>
        all.length > 1 && isWindowCut(rule)
          ? [
              {
                path: [...path, "startWindowMinutes"],
                message: `${numberText(rule.startWindowMinutes ?? 0)} minutes: start windows that meet are looked for as if it were ${mostComparedDays} days`,
                hint: "Shorten it, or expect that it meets every backup rule that starts within it.",
              },
            ]
          : [],
      ),
  },
];

function overlapsIn(plan: PlanConfig, index: number, config: OrgConfig): Problem[] {
  const overlaps = ruleOverlapsOf(plan.rules, sortsOf(kindsReached(plan.select, config)));
  const nameAt = (name: string) => plan.rules.findIndex((rule) => rule.name === name);
  return (
    overlaps
      // Of equals, one finding is enough.
      .filter(
        ({ rule, others, isAmongEquals }) => !isAmongEquals || others.some((name) => nameAt(name) < nameAt(rule.name)),
      )
      .map((overlap, position) => ({
        path: ["backupPlans", index, "rules", nameAt(overlap.rule.name), "schedule"],
        message: `in the backup plan \`${plan.name}\`, \`${overlap.rule.name}\` ${overlapInWords({ ...overlap, others: overlap.others.map((name) => `\`${name}\``) })}, first on ${datesOf(overlap)}: ${resultOf(overlap)}`,
        hint: position === 0 ? hintFor(plan) : `See the first finding of \`rules-overlap\` in \`${plan.name}\`.`,
      }))
  );
}

function datesOf({ notPromised }: RuleOverlap): string {
  const dates = new Set<string>();
  for (const start of notPromised) {
    if (dates.size > datesShown) {
      break;
    }
    dates.add(dateText(start));
  }
  const shown = [...dates].slice(0, datesShown);
  return dates.size > shown.length ? `${shown.join(", ")} …` : listed(shown);
}

function resultOf({ rule, isSure, isAmongEquals, unsaid }: RuleOverlap<RuleConfig>): string {
  const targets = rule.copies.map(({ to, region }) => `${to}${region === undefined ? "" : ` in ${region}`}`);
  const copies = targets.length > 0 ? `${targets.length > 1 ? "copies" : "copy"} to ${listed(targets)}` : undefined;
  const made = isAmongEquals
    ? "AWS makes one backup of two"
    : isSure
      ? `AWS makes no backup of it there${copies === undefined ? "" : `, and no ${copies}`}`
      : `do not rely on its backup there${copies === undefined ? "" : `, nor on its ${copies}`}`;
  return [made, unsaidInWords(unsaid)].filter(Boolean).join("; ");
}

function hintFor({ rules }: PlanConfig): string {
  if (rules.filter(({ continuousBackup }) => continuousBackup).length > 1) {
    return "Make one backup rule of the backup plan continuous: AWS Backup takes one, the one that keeps longest.";
  }
  const free = freeHours(rules);
  if (!free) {
    return "Back up less often, or keep the backups of the rule that starts most often as long as you need, and remove the others.";
  }
  const moved = free.hours.map(
    ({ rule, hour }) => `start \`${rule}\` in the hour from ${String(hour).padStart(2, "0")}:00 UTC`,
  );
  const steps = [
    ...(free.window === undefined ? [] : [`set \`startWindowMinutes: ${free.window}\` on each`]),
    ...moved,
  ];
  return `Keep the start windows apart: ${listed(steps)}.`;
}

function longWindow(minutes: number): string {
  return dailyRule(`startWindowMinutes: ${minutes}, completionWindowMinutes: 60000`);
}

function twoRules(weekly: string): string {
  const rule = (name: string, schedule: string, days: number) =>
    `{ name: ${name}, schedule: ${schedule}, lifecycle: { deleteAfterDays: ${days} } }`;
  return `backupPlans: [{ name: two, targets: [payments], regions: [eu-west-1], select: { tag: { key: tier, values: [gold] } }, rules: [${rule("daily", "cron(0 2 ? * * *)", 35)}, ${rule("weekly", weekly, 90)}] }]`;
}
