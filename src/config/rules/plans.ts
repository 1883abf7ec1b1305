/** Rules about backup plans: names, targets, schedules and windows. */

import { firstOf } from "../../first-of";
import { limits } from "../../aws/backup-policy/limits";
import { limitText } from "../../aws/backup-policy/value-problem";
import { wideStepHint } from "../../aws/backup-policy/values";
import { defaultWindowMinutes } from "../../aws/backup-windows";
import { comparedTime } from "../../aws/compared-time";
import { quotas } from "../../aws/quotas";
import { parseSchedule, shortestInterval, wideStep } from "../../aws/schedule";
import { planNameIn } from "../plan-names";
import { duplicates, type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { workloadAccountsBelow } from "../targets";
import { dailyRule, rulesOf } from "./rules-of-plans";
import { namesOfTargets, unknownTarget } from "./unknown-target";

const regions = ["regions.**", "accounts[].regions.**", "accounts[*].purpose", "backupPlans[].regions.**"];

/** What decides whom a plan reaches. */
const reach = {
  needs: [
    ...namesOfTargets,
    ...regions,
    "accounts[*].organizationalUnit",
    "organizationalUnits[*].parent",
    "backupPlans[].targets.**",
  ],
  after: ["purpose-count", "ou-unknown", "ou-cycle", "plan-target-unknown", "region-not-governed"],
} satisfies Pick<Rule, "needs" | "after">;

export const planRules: readonly Rule[] = [
  {
    id: "plan-duplicate",
    severity: "error",
    what: "No two backup plans have the same name; upper and lower case do not count.",
    why: "AWS takes two names that differ only in upper and lower case for one, and merges the two backup plans.",
    passes: plan("name: weekly"),
    fails: plan("name: Daily"),
    check: ({ backupPlans, regions: governed }) => {
      const awsPlans = backupPlans.flatMap((entry, index) => {
        const names = new Set((entry.regions ?? governed).map((region) => planNameIn(entry, region)));
        return [...names, entry.name].map((name) => ({ name: name.toLowerCase(), index }));
      });
      return duplicates(awsPlans, ({ name }) => name)
        .map(({ index, first }) => [awsPlans[index]?.index ?? 0, awsPlans[first]?.index ?? 0] as const)
        .filter(
          ([index, first], position, all) =>
            index !== first && all.findIndex(([other]) => other === index) === position,
        )
        .map(([index, first]) => ({
          path: ["backupPlans", index, "name"],
          message: `for AWS, the backup plan name \`${backupPlans[index]?.name}\` is the same as \`${backupPlans[first]?.name}\``,
          hint:
            "Give every backup plan its own name; upper and lower case do not count. A backup plan that copies within each Region " +
            "also uses its name followed by `_` and each Region.",
        }));
    },
  },
  {
    id: "rule-duplicate",
    severity: "error",
    what: "No two backup rules of a backup plan have the same name; upper and lower case do not count.",
    why: "AWS changes names of backup rules to lower case, and merges two backup rules with the same name into one.",
    passes: daily("- { name: noon, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 7 } }"),
    fails: daily("- { name: DAILY, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 7 } }"),
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ rules }, index) =>
        duplicates(rules, ({ name }) => name.toLowerCase()).map(({ index: rule }) => ({
          path: ["backupPlans", index, "rules", rule, "name"],
          message: `the backup plan has two backup rules with the name \`${rules[rule]?.name}\``,
          hint: "Give every backup rule of a backup plan its own name; upper and lower case do not count.",
        })),
      ),
  },
  {
    id: "plan-target-unknown",
    severity: "error",
    what: "Every target of a backup plan is listed.",
    why: "A backup policy without a target protects nothing.",
    needs: namesOfTargets,
    passes: "backupPlans: [{ name: daily, targets: [payments] }]",
    fails: "backupPlans: [{ name: daily, targets: [Production, Produktion] }]",
    check: (config) =>
      config.backupPlans.flatMap(({ targets }, index) =>
        targets.flatMap((target, position) =>
          unknownTarget(config, ["backupPlans", index, "targets", position], target),
        ),
      ),
  },
  {
    id: "plan-empty",
    severity: "error",
    what: "A backup plan reaches a workload account in one of its Regions.",
    why: "A backup plan that reaches no account protects nothing.",
    ...reach,
    passes: "backupPlans: [{ name: daily, targets: [Workloads] }]",
    fails: "backupPlans: [{ name: daily, targets: [Security] }]",
    check: (config) =>
      config.backupPlans.flatMap(({ name, targets, regions: planned = config.regions }, index): Problem[] => {
        const reached = workloadAccountsBelow(config, targets);
        return reached.some((account) => planned.some((region) => usedRegions(config, account).includes(region)))
          ? []
          : [
              {
                path: ["backupPlans", index, "targets"],
                message:
                  reached.length === 0
                    ? `\`${name}\` reaches no workload account`
                    : `\`${name}\` runs in ${planned.join(", ")}, where none of the accounts it reaches has a vault`,
                hint: "Choose targets that hold workload accounts, and Regions that these use.",
              },
            ];
      }),
  },
  {
    id: "plan-beyond-account",
    severity: "warning",
    what: "A backup plan runs only in Regions that its accounts use.",
    why: "In other Regions, the account has no vault: AWS creates the backup plan there, but every backup fails.",
    ...reach,
    passes: "backupPlans: [{ name: daily, regions: [eu-central-1] }]",
    fails: "backupPlans: [{ name: daily, regions: [eu-west-1, us-east-1] }]",
    check: (config) =>
      config.backupPlans.flatMap(({ name, targets, regions: planned = config.regions }, index): Problem[] => {
        const beyond = workloadAccountsBelow(config, targets).flatMap((account) => {
          const used = usedRegions(config, account);
          const missing = planned.filter((region) => !used.includes(region));
          const which = missing.length < planned.length ? missing.join(", ") : "all of them";
          return missing.length === 0 ? [] : [`${account.name} (${which})`];
        });
        return beyond.length === 0
          ? []
          : [
              {
                path: ["backupPlans", index, config.backupPlans[index]?.regions ? "regions" : "name"],
                message: `\`${name}\` reaches accounts in Regions that they do not use: ${firstOf(beyond, 3)}`,
                hint: "Remove Regions from the backup plan, add Regions to the accounts, or use a separate backup plan for these accounts.",
              },
            ];
      }),
  },
  {
    id: "rule-count",
    severity: "error",
    what: `A backup plan has at most ${quotas.backupPlan.rules} backup rules.`,
    why: "AWS Backup allows ten backup rules in a backup plan. With more, the account keeps its last valid policy.",
    passes: daily(rules(9)),
    fails: daily(rules(10)),
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ rules: list }, index): Problem[] =>
        list.length > quotas.backupPlan.rules
          ? [
              {
                path: ["backupPlans", index, "rules", quotas.backupPlan.rules],
                message: `the backup plan has ${list.length} backup rules; AWS Backup takes ${quotas.backupPlan.rules}`,
                hint: "Split the backup plan in two.",
              },
            ]
          : [],
      ),
  },
  {
    id: "schedule-syntax",
    severity: "error",
    what: "Schedules are `cron(…)` with six fields, as AWS reads them, and some date matches.",
    why: "AWS accepts the backup policy but refuses the backup plan in every account. The account then keeps its last valid policy.",
    passes: dailyRule("schedule: cron(30 1 L * ? *)"),
    fails: dailyRule("schedule: cron(0 2 * * *)"),
    check: (config) =>
      rulesOf(config).flatMap(({ path, rule: { schedule } }): Problem[] => {
        const parsed = parseSchedule(schedule);
        return "problem" in parsed
          ? [
              {
                path: [...path, "schedule"],
                message: `\`${schedule}\`: ${parsed.problem}`,
                hint: "For example, write `cron(0 2 ? * * *)`, every day at 02:00 UTC, or `cron(0 0/12 ? * * *)`, every 12 hours.",
              },
            ]
          : [];
      }),
  },
  {
    id: "schedule-too-frequent",
    severity: "warning",
    what: "Backups start an hour or more apart.",
    why: "AWS Backup starts a job within its window, which is at least an hour: closer starts are merged or fail.",
    passes: dailyRule("schedule: cron(0 * ? * * *)"),
    fails: dailyRule("schedule: cron(0/30 * ? * * *)"),
    check: (config) =>
      config.backupPlans.flatMap(({ rules: all }, plan) => {
        const often = all
          .map(({ schedule }, index) => ({ schedule, index, minutes: shortestInterval(schedule) }))
          .filter(({ minutes }) => minutes < limits.betweenStarts.minimum);
        const { isCut, inWords } = often.length > 0 ? comparedTime(all) : { isCut: false, inWords: "" };
        return often.map(({ schedule, index, minutes }): Problem => ({
          path: ["backupPlans", plan, "rules", index, "schedule"],
          message: `\`${schedule}\` starts every ${minutes === 1 ? "minute" : `${minutes} minutes`}${isCut ? `; for so many runs, \`validate\` looks only at ${inWords} for times without a backup and for start windows that meet` : ""}`,
          hint: "Start at most once an hour, or use continuousBackup.",
        }));
      }),
  },
  {
    id: "schedule-wide-step",
    severity: "warning",
    what: "No step of a schedule is as wide as its field, as a step of 60 in the minutes.",
    why: "Amazon EventBridge, whose expressions these are, is said to refuse it. AWS Backup does not say whether it takes it.",
    after: ["schedule-syntax"],
    passes: dailyRule("schedule: cron(0 0/12 ? * * *)"),
    fails: dailyRule("schedule: cron(0 0/24 ? * * *)"),
    check: (config) =>
      rulesOf(config).flatMap(({ path, rule: { schedule } }): Problem[] => {
        const step = wideStep(schedule);
        return step === undefined
          ? []
          : [
              {
                path: [...path, "schedule"],
                message: `the step of \`${step}\` in \`${schedule}\` is as wide as its field`,
                hint: wideStepHint,
              },
            ];
      }),
  },
  {
    id: "window-start",
    severity: "error",
    what: `A start window has ${limitText(limits.startWindow)}.`,
    why: "AWS Backup refuses any other window.",
    schemaPaths: ["backupPlans[].rules[].startWindowMinutes"],
    passes: dailyRule("startWindowMinutes: 60"),
    fails: dailyRule("startWindowMinutes: 59"),
  },
  {
    id: "window-order",
    severity: "error",
    what: "The completion window is longer than the start window.",
    why: "Otherwise, a backup that starts late in its window has no time left.",
    schemaPaths: ["backupPlans[].rules[].completionWindowMinutes"],
    needs: ["backupPlans[].rules[].startWindowMinutes"],
    passes: dailyRule("startWindowMinutes: 120, completionWindowMinutes: 240"),
    fails: dailyRule("startWindowMinutes: 300, completionWindowMinutes: 240"),
    check: (config) =>
      rulesOf(config).flatMap(({ path, rule: { startWindowMinutes, completionWindowMinutes } }): Problem[] => {
        const start = startWindowMinutes ?? defaultWindowMinutes.start;
        const completion = completionWindowMinutes ?? defaultWindowMinutes.completion;
        const key = completionWindowMinutes === undefined ? "startWindowMinutes" : "completionWindowMinutes";
        return completion > start
          ? []
          : [
              {
                path: [...path, key],
                message: `the backup must be complete after ${completion} minutes, but may start up to ${start} minutes after its time`,
                hint: `Set completionWindowMinutes above ${start} (AWS's defaults: start 480, completion 10080).`,
              },
            ];
      }),
  },
];

function usedRegions({ regions: governed }: OrgConfig, account: OrgConfig["accounts"][number]): readonly string[] {
  return account.regions ?? governed;
}

function plan(name: string): string {
  return `backupPlans: [{ ${name}, targets: [Workloads], regions: [eu-west-1], select: { tag: { key: tier, values: [gold] } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 7 } }] }]`;
}

function daily(list: string): string {
  return `backupPlans:\n  - name: daily\n    rules:\n${list.replaceAll(/^/gm, "      ")}`;
}

function rules(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `- { name: r${index}, schedule: cron(0 ${index + 6} ? * * *), lifecycle: { deleteAfterDays: 7 } }`,
  ).join("\n");
}
