/** Rules about how long backups and copies are kept, and where copies go. */

import { dateText } from "../../date-text";
import { limits } from "../../aws/backup-policy/limits";
import { limitText } from "../../aws/backup-policy/value-problem";
import { coldStorageHint, type Lifecycle, lifecycleDays, lifecycleOfCopy, longestKeptDays } from "../../aws/lifecycle";
import { quotas } from "../../aws/quotas";
import { asSnapshots } from "../../aws/overlapping-rules";
import { mostInWords, type PromisedBackup, promisedBackups, restorableGap } from "../../aws/restorable";
import { lastStart, parseSchedule } from "../../aws/schedule";
import { type ConfigPath } from "../../findings/finding";
import { hasOwnLifecycle } from "../copy-lifecycle";
import { duplicates, type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { dailyRule, rulesOf } from "./rules-of-plans";

const minute = 60_000;

type Lock = OrgConfig["vaults"]["central"]["lock"];

const { minimumInColdStorage: minimumDaysInColdStorage, maximumContinuous: maximumContinuousDays } = lifecycleDays;

const lockNeeds = [
  "vaults",
  "vaults.*",
  "vaults.*.lock",
  "vaults.*.lock.mode",
  "backupPlans[].rules[].lifecycle.**",
  "backupPlans[].rules[].copies[].lifecycle.**",
];
const lockRangeNeeds = [...lockNeeds, "vaults.*.lock.minRetentionDays", "vaults.*.lock.maxRetentionDays"];

export const retentionRules: readonly Rule[] = [
  {
    id: "copy-count",
    severity: "error",
    what: `A backup rule has at most ${quotas.backupPlan.copyActionsPerRule} copies.`,
    why: "AWS Backup allows five copy actions for a backup rule.",
    passes: copies("{ to: central, region: eu-west-1 }"),
    fails: copies(
      ["eu-central-1", "eu-west-1", "eu-west-3", "us-east-1", "ap-southeast-1"]
        .map((region) => `{ to: central, region: ${region}, lifecycle: { deleteAfterDays: 365 } }`)
        .concat("{ to: central, lifecycle: { deleteAfterDays: 365 } }")
        .join(", "),
    ),
    check: (config) =>
      rulesOf(config).flatMap(({ path, rule }): Problem[] =>
        rule.copies.length > quotas.backupPlan.copyActionsPerRule
          ? [
              {
                path: [...path, "copies", quotas.backupPlan.copyActionsPerRule],
                message: `the backup rule has ${rule.copies.length} copies; AWS Backup takes ${quotas.backupPlan.copyActionsPerRule}`,
                hint: "Remove copies, or move some to another backup rule.",
              },
            ]
          : [],
      ),
  },
  {
    id: "copy-duplicate",
    severity: "error",
    what: "No two copies of a backup rule go to the same vault.",
    why: "AWS stores copy actions by their target, and drops one of the two without an error.",
    needs: ["regions.**", "backupPlans[].regions.**", "backupPlans[].rules[].copies[*].**"],
    passes: copies("{ to: central }, { to: central, region: us-east-1 }"),
    fails: copies("{ to: central, region: us-east-1 }, { to: central, region: us-east-1 }"),
    check: (config) =>
      config.backupPlans.flatMap(({ rules, regions = config.regions }, plan) => {
        // In a plan of one Region, a copy without a Region always goes there; in others, it shares a vault in some only.
        const [only] = regions.length === 1 ? regions : [];
        return rules.flatMap(({ copies: list }, rule) =>
          duplicates(list, ({ to, region = only }) => `${to} ${region ?? ""}`).map(({ index }): Problem => {
            const region = list[index]?.region ?? only;
            return {
              path: ["backupPlans", plan, "rules", rule, "copies", index],
              message: `an earlier copy goes to the same vault${region ? ` in ${region}` : ""}`,
              hint: "Keep the copy with the longer retention.",
            };
          }),
        );
      }),
  },
  {
    id: "copy-region-no-vault",
    severity: "error",
    what: "Copies go to governed Regions.",
    why: "The central vault exists only in the governed Regions: every copy to another Region fails.",
    needs: ["regions.**"],
    schemaPaths: ["backupPlans[].rules[].copies[].region"],
    passes: copies("{ to: central, region: us-east-1 }"),
    fails: copies("{ to: central, region: eu-north-1 }"),
    check: (config) =>
      copiesOf(config).flatMap(({ path, copy: { region } }): Problem[] =>
        region === undefined || config.regions.includes(region)
          ? []
          : [
              {
                path: [...path, "region"],
                message: `\`${region}\` is not one of the governed Regions (${config.regions.join(", ")}), so it has no central vault`,
                hint: "Add it to regions, or copy to one of them.",
              },
            ],
      ),
  },
  {
    id: "lifecycle-days",
    severity: "error",
    what: `Backups and copies are kept, and move to cold storage, after ${limitText(limits.deleteAfter)}.`,
    why: "AWS Backup refuses any other number.",
    schemaPaths: ["backupPlans[].rules[].lifecycle.*", "backupPlans[].rules[].copies[].lifecycle.*"],
    passes: dailyRule("lifecycle: { deleteAfterDays: 36500 }"),
    fails: dailyRule("lifecycle: { deleteAfterDays: 36501 }"),
  },
  {
    id: "lifecycle-cold",
    severity: "error",
    what: `A backup or copy stays ${minimumDaysInColdStorage} days or more in cold storage.`,
    why:
      "AWS refuses the lifecycle, and with it the backup plan. A copy that does not say when it is deleted is deleted when the " +
      "backup is.",
    passes: dailyRule("lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 120 }"),
    fails: dailyRule("lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 119 }"),
    check: (config) =>
      lifecyclesOf(config).flatMap(({ path, lifecycle, expiresWithBackup }): Problem[] => {
        const { moveToColdStorageAfterDays: cold, deleteAfterDays: kept } = lifecycle;
        const deleted = expiresWithBackup ? "deleted with the backup" : "deleted";
        return cold === undefined || kept === undefined || kept >= cold + minimumDaysInColdStorage
          ? []
          : [
              {
                path: [...path, expiresWithBackup ? "moveToColdStorageAfterDays" : "deleteAfterDays"],
                message: `${deleted} after ${kept} days and cold after ${cold}: ${kept - cold} days in cold storage; AWS asks for ${minimumDaysInColdStorage}`,
                hint: coldStorageHint(cold, { cold: "moveToColdStorageAfterDays", deleted: "deleteAfterDays" }),
              },
            ];
      }),
  },
  {
    id: "retention-gap",
    severity: "warning",
    what: "A backup is kept until the next one of its backup plan starts, and there is a next one. Backups that give way to another backup rule do not count.",
    why: "Otherwise there is a time without a backup to restore.",
    needs: ["backupPlans[].rules.**"],
    after: ["schedule-syntax", "rule-duplicate"],
    passes: weekly("deleteAfterDays: 7"),
    fails: weekly("deleteAfterDays: 6"),
    check: ({ backupPlans }) => backupPlans.flatMap((plan, index) => [...gapsIn(plan, index), ...endOf(plan, index)]),
  },
  {
    id: "continuous-retention",
    severity: "error",
    what: `A continuous backup is kept at most ${maximumContinuousDays} days, and never in cold storage.`,
    why: "AWS refuses the backup rule and the backup plan.",
    passes: continuous("lifecycle: { deleteAfterDays: 35 }"),
    fails: continuous("lifecycle: { deleteAfterDays: 36 }"),
    check: (config) =>
      rulesOf(config)
        .filter(({ rule }) => rule.continuousBackup)
        .flatMap(({ path, rule: { lifecycle } }): Problem[] => {
          const kept = lifecycle.deleteAfterDays;
          return [
            ...(kept === undefined || kept > maximumContinuousDays
              ? [
                  {
                    path: [...path, "lifecycle", "deleteAfterDays"],
                    message: `kept ${kept === undefined ? "forever" : `${kept} days`}; a continuous backup can be kept at most ${maximumContinuousDays}`,
                    hint: "Shorten it, and add a backup rule without continuousBackup for a longer retention.",
                  },
                ]
              : []),
            ...(lifecycle.moveToColdStorageAfterDays === undefined
              ? []
              : [
                  {
                    path: [...path, "lifecycle", "moveToColdStorageAfterDays"],
                    message: "a continuous backup cannot move to cold storage",
                    hint: "Remove it here, or set it on a copy.",
                  },
                ]),
          ];
        }),
  },
  {
    id: "retention-outside-lock",
    severity: "error",
    what: "The retention in a locked vault is within the minimum and maximum of its lock.",
    why: "The backup or copy job fails every time, and Terraform shows no error.",
    needs: lockRangeNeeds,
    after: ["lock-range"],
    passes: copies("{ to: central, lifecycle: { deleteAfterDays: 30 } }"),
    fails: copies("{ to: central, lifecycle: { deleteAfterDays: 29 } }"),
    check: (config) =>
      keptOf(config).flatMap(({ path, kept, vault, lock }): Problem[] => {
        const [minimum, maximum] = [lock.minRetentionDays, lock.maxRetentionDays ?? Number.POSITIVE_INFINITY];
        return kept === undefined || (kept >= minimum && kept <= maximum)
          ? []
          : [
              {
                path,
                message: `kept ${kept} days in the ${vault} vault, whose lock takes ${minimum} to ${lock.maxRetentionDays ?? "any number of"} days`,
                hint: `Keep it within the lock, or change vaults.${vault}.lock while that is still possible.`,
              },
            ];
      }),
  },
  {
    id: "retention-unbounded",
    severity: "error",
    what: "Recovery points in a locked vault have a retention, and no copy has an empty lifecycle.",
    why:
      "With a maximum, the job fails. Without a maximum, nobody can ever delete the recovery point. An empty lifecycle " +
      "does not mean forever: AWS keeps such a copy as long as the backup.",
    needs: lockNeeds,
    passes: copies("{ to: central, lifecycle: { deleteAfterDays: 365 } }"),
    fails: copies("{ to: central, lifecycle: {} }"),
    check: (config) => [
      ...copiesOf(config).flatMap(({ path, copy }): Problem[] =>
        copy.lifecycle && !hasOwnLifecycle(copy)
          ? [
              {
                path: [...path, "lifecycle"],
                message: "the lifecycle is empty: AWS keeps the copy as long as the backup",
                hint: "Set deleteAfterDays, or remove `lifecycle` if you intend this.",
              },
            ]
          : [],
      ),
      ...keptOf(config).flatMap(({ path, kept, vault }): Problem[] =>
        kept === undefined
          ? [
              {
                path,
                message: `kept forever in the ${vault} vault, which is locked`,
                hint: "Set lifecycle.deleteAfterDays.",
              },
            ]
          : [],
      ),
    ],
  },
];

/** The longest gap of the plan as a whole, at the rule of the backup that is deleted at its beginning. */
function gapsIn({ name: plan, rules }: OrgConfig["backupPlans"][number], index: number): Problem[] {
  // Where a continuous backup is, there is no gap.
  const kept = asSnapshots(rules).map((rule) => ({ ...rule, keptDays: longestKeptDays(rule) }));
  const gap = restorableGap(kept);
  const around = gap === 0 ? undefined : gapOf(promisedBackups(kept), gap);
  const ruleIndex = kept.findIndex(({ name }) => around?.before.rules.includes(name));
  const rule = kept[ruleIndex];
  if (!around || !rule) {
    return [];
  }
  const between = (around.next.from - around.before.from) / minute;
  const enough = (around.next.scheduled - around.before.from) / minute;
  const apart = rules[ruleIndex]?.continuousBackup
    ? "; types with point-in-time recovery still have their continuous backup"
    : "";
  return [
    {
      path: ["backupPlans", index, "rules", ruleIndex, "lifecycle", "deleteAfterDays"],
      message: `kept ${rule.keptDays} ${rule.keptDays === 1 ? "day" : "days"}, and up to ${mostInWords(between)} pass until the next backup: the backup plan \`${plan}\` has no backup to restore for up to ${mostInWords(gap)}${apart}`,
      hint: `Keep it ${Math.ceil(enough / 1440)} days or longer, or back up more often.`,
    },
  ];
}

/** The backup that is deleted last before a gap of so many minutes, and the first one after it. */
function gapOf(backups: readonly PromisedBackup[], gap: number) {
  const [first, ...others] = [...backups].sort((one, other) => one.scheduled - other.scheduled);
  let before = first;
  for (const next of others) {
    if (before && Math.round((next.scheduled - before.deletedAt) / minute) === Math.round(gap)) {
      return { before, next };
    }
    before = before && before.deletedAt > next.deletedAt ? before : next;
  }
  return undefined;
}

/** A plan of which each schedule names its years, so that nothing is backed up after them. */
function endOf({ name: plan, rules }: OrgConfig["backupPlans"][number], index: number): Problem[] {
  const lasts = rules.map(({ schedule }) => {
    const parsed = parseSchedule(schedule);
    return "schedule" in parsed ? lastStart(parsed.schedule) : undefined;
  });
  const ends = rules.flatMap((rule, ruleIndex) => {
    const at = lasts[ruleIndex]?.getTime();
    return at === undefined ? [] : [{ ruleIndex, at, until: at + longestKeptDays(rule) * 1440 * minute }];
  });
  const [last] = [...ends].sort((one, other) => other.at - one.at);
  if (!last || ends.length < rules.length) {
    return [];
  }
  const until = Math.max(...ends.map((end) => end.until));
  const after = Number.isFinite(until)
    ? `nothing can be restored after ${dateText(new Date(until))}`
    : "its backups are kept forever";
  return [
    {
      path: ["backupPlans", index, "rules", last.ruleIndex, "schedule"],
      message: `the backup plan \`${plan}\` starts last on ${dateText(new Date(last.at))}, and ${after}`,
      hint: "Write `*` for the year, or add a backup rule that goes on.",
    },
  ];
}

function copiesOf(config: OrgConfig) {
  return rulesOf(config).flatMap(({ path, rule }) =>
    rule.copies.map((copy, index) => ({ path: [...path, "copies", index], copy, rule })),
  );
}

interface LifecycleAt {
  readonly path: ConfigPath;
  readonly lifecycle: Lifecycle;
  readonly expiresWithBackup: boolean;
}

function lifecyclesOf(config: OrgConfig): LifecycleAt[] {
  return [
    // A continuous backup takes no cold storage at all: continuous-retention says so.
    ...rulesOf(config)
      .filter(({ rule }) => !rule.continuousBackup)
      .map(({ path, rule: { lifecycle } }) => ({ path: [...path, "lifecycle"], lifecycle, expiresWithBackup: false })),
    ...copiesOf(config)
      .filter(({ copy }) => hasOwnLifecycle(copy))
      .map(({ path, copy: { lifecycle }, rule }) => ({
        path: [...path, "lifecycle"],
        lifecycle: lifecycleOfCopy(lifecycle, rule.lifecycle),
        expiresWithBackup: lifecycle?.deleteAfterDays === undefined,
      })),
  ];
}

interface Kept {
  readonly path: ConfigPath;
  /** Days, or undefined for ever. */
  readonly kept: number | undefined;
  readonly vault: "local" | "central";
  readonly lock: NonNullable<Lock>;
}

/** Everything that comes into a locked vault. A copy without a lifecycle of its own is kept as long as the backup. */
function keptOf(config: OrgConfig): Kept[] {
  const { local, central } = config.vaults;
  const kept = (path: ConfigPath, lifecycle: Lifecycle, vault: Kept["vault"], lock: Lock): Kept[] =>
    lock ? [{ path: [...path, "lifecycle", "deleteAfterDays"], kept: lifecycle.deleteAfterDays, vault, lock }] : [];
  return [
    ...rulesOf(config).flatMap(({ path, rule }) => kept(path, rule.lifecycle, "local", local.lock)),
    ...copiesOf(config).flatMap(({ path, copy, rule }) =>
      kept(path, lifecycleOfCopy(copy.lifecycle, rule.lifecycle), "central", central.lock),
    ),
  ];
}

function copies(list: string): string {
  return dailyRule(`copies: [${list}]`);
}

function weekly(lifecycle: string): string {
  return `backupPlans: [{ name: weekly, targets: [payments], regions: [eu-west-1], select: { tag: { key: tier, values: [gold] } }, rules: [{ name: weekly, schedule: cron(0 12 ? * SUN *), lifecycle: { ${lifecycle} } }] }]`;
}

/** A plan of its own, because the one of the example uses cold storage. */
function continuous(keys: string): string {
  return `backupPlans: [{ name: pitr, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [RDS] }, rules: [{ name: pitr, schedule: cron(0 0/12 ? * * *), continuousBackup: true, ${keys} }] }]`;
}
