/** Backup policies as a difference of rules, in words. */

import { type OrgConfig } from "../../src/config/schema/org-config";
import { backupDifferences } from "../../src/delivery/plan-summary/backup-differences";
import { policiesOfConfig } from "../../src/delivery/plan-summary/placed-policies";
import { summarize } from "../../src/delivery/plan-summary/summary";
import { namesIn } from "../../src/model/places";
import { configured } from "./plans";

type Plan = OrgConfig["backupPlans"][number];
type Rule = Plan["rules"][number];

function plans(edit: (plan: Plan) => Plan) {
  return (config: OrgConfig): OrgConfig => ({
    ...config,
    backupPlans: config.backupPlans.map((plan) => (plan.name === "daily" ? edit(plan) : plan)),
  });
}

function rules(edit: (rule: Rule) => Rule) {
  return plans((plan) => ({ ...plan, rules: plan.rules.map((rule) => (rule.name === "daily" ? edit(rule) : rule)) }));
}

function differences(before: Parameters<typeof configured>[0], after: Parameters<typeof configured>[0]) {
  const change = { before: policiesOfConfig(configured(before)), after: policiesOfConfig(configured(after)) };
  return backupDifferences(change, namesIn(configured().deployment));
}

const same = (config: OrgConfig) => config;

test("nothing, where nothing changes", () => {
  expect(differences(same, same)).toEqual([]);
});

test.each([
  ["retention-shortened", rules((rule) => ({ ...rule, lifecycle: { deleteAfterDays: 1 } })), "kept 35 → 1 days"],
  ["retention-lengthened", rules((rule) => ({ ...rule, lifecycle: {} })), "kept 35 days → for ever"],
  ["copy-removed", rules((rule) => ({ ...rule, copies: [] })), "is no longer copied to org-central-vault in eu-west-1"],
  [
    "copies-give-way",
    plans((plan) => ({
      ...plan,
      rules: plan.rules.map((rule) => (rule.name === "weekly" ? { ...rule, schedule: "cron(0 4 ? * SUN *)" } : rule)),
    })),
    "now gives way to weekly in 104 of 730 runs of the years 2026 and 2027: rely on neither its backup nor its copies then; AWS does not say",
  ],
  [
    "backups-give-way",
    plans((plan) => ({
      ...plan,
      rules: plan.rules.map((rule) =>
        rule.name === "weekly"
          ? { ...rule, schedule: "cron(0 4 ? * SUN *)", copies: plan.rules[0]?.copies ?? [] }
          : rule,
      ),
    })),
    "do not rely on its backup then",
  ],
  ["continuous-added", rules((rule) => ({ ...rule, continuousBackup: true })), "now backs up continuously"],
  ["schedule-changed", rules((rule) => ({ ...rule, schedule: "cron(0 3 ? * * *)" })), "cron(0 3 ? * * *)"],
  ["runs-less-often", rules((rule) => ({ ...rule, schedule: "cron(0 2 1 * ? *)" })), "cron(0 2 1 * ? *)"],
  ["schedule-changed", rules((rule) => ({ ...rule, schedule: "cron(0 0/6 ? * * *)" })), "cron(0 0/6 ? * * *)"],
  ["window-shortened", rules((rule) => ({ ...rule, startWindowMinutes: 90 })), "starts within (minutes) 480 → 90"],
  ["window-changed", rules((rule) => ({ ...rule, completionWindowMinutes: 20_000 })), "10080 → 20000"],
  ["rule-removed", plans((plan) => ({ ...plan, rules: plan.rules.slice(0, 1) })), "the rule is removed"],
  ["enforcement-loosened", plans((plan) => ({ ...plan, enforcement: "open" })), "can now change it"],
  ["region-removed", plans((plan) => ({ ...plan, regions: ["eu-central-1"] })), "no longer runs in eu-west-1"],
  ["target-removed", plans((plan) => ({ ...plan, targets: ["payments"] })), "no longer reaches Production"],
  ["target-added", plans((plan) => ({ ...plan, targets: ["payments"] })), "now reaches payments"],
  [
    "selection-removed",
    plans((plan) => ({ ...plan, select: { tag: { key: "backup", values: ["daily"] } } })),
    "no longer selects resources whose tag has the value critical",
  ],
] as const)("%s: %#", (kind, edit, words) => {
  expect(differences(same, edit)).toContainEqual(
    expect.objectContaining({ kind, plan: "daily", words: expect.stringContaining(words) }),
  );
});

test.each([
  ["cron(0 2 1 1 ? 2030)", true],
  ["cron(0 2 ? 1 * *)", true],
  ["cron(0 2 ? * * 2026-2030)", true],
  ["cron(0 0,1,2,3,4,5 1 * ? *)", true],
  ["rate(1 hour)", true],
  ["cron(0 2 ? * MON-FRI *)", true],
  ["no schedule", true],
  ["cron(0 23 ? * * *)", false],
  ["cron(0 2,14 ? * * *)", false],
])("a daily backup becomes %s: less often %s", (schedule, less) => {
  const kinds = differences(
    same,
    rules((rule) => ({ ...rule, schedule })),
  ).map(({ kind }) => kind);
  // Some of them meet the weekly rule, too.
  expect(kinds.filter((kind) => kind !== "copies-give-way")).toEqual([less ? "runs-less-often" : "schedule-changed"]);
});

test.each([
  ["cron(0 2 ? * THU *)", "cron(0 2 ? * MON *)"],
  ["cron(0 2 1 * ? *)", "cron(0 2 15 * ? *)"],
  ["cron(0 2 1 1 ? *)", "cron(0 2 1 7 ? *)"],
])("another day is not less often: %s, %s", (old, now) => {
  const scheduled = (schedule: string) => rules((rule) => ({ ...rule, schedule }));
  expect(differences(scheduled(old), scheduled(now)).map(({ kind }) => kind)).toEqual(["schedule-changed"]);
});

test.each([
  ["rule-dropped", plans((plan) => ({ ...plan, rules: plan.rules.slice(0, 1) }))],
  ["rule-dropped", rules((rule) => ({ ...rule, schedule: "cron(0 2 1 * ? *)" }))],
  ["copy-dropped", rules((rule) => ({ ...rule, copies: [] }))],
  ["enforcement-loosened", plans((plan) => ({ ...plan, enforcement: "open" }))],
])("%s protects it: %#", (rule, edit) => {
  const { protectedChanges } = summarize({ stacks: [], approvals: [], before: configured(), after: configured(edit) });
  expect(protectedChanges.map((change) => change.rule)).toEqual([rule]);
});

/** Kinds without continuous backups get snapshots, which give way to each other as snapshots do. */
describe("continuous rules, by the kinds that the plan takes", () => {
  type Kinds = Extract<Plan["select"], { resourceTypes: unknown }>["resourceTypes"];

  /** A daily rule of 14 days, and a weekly one of 35 days at this hour of Sunday, which is continuous. */
  function plan(resourceTypes: Kinds, hour: number, daily: Partial<Rule>, weekly: Partial<Rule> = {}) {
    return plans((one) => ({
      ...one,
      select: { resourceTypes },
      rules: one.rules.map((rule) =>
        rule.name === "daily"
          ? { ...rule, lifecycle: { deleteAfterDays: 14 }, ...daily }
          : {
              ...rule,
              schedule: `cron(0 ${hour} ? * SUN *)`,
              lifecycle: { deleteAfterDays: 35 },
              continuousBackup: true,
              copies: [],
              ...weekly,
            },
      ),
    }));
  }

  function summary(before: Parameters<typeof configured>[0], after: Parameters<typeof configured>[0]) {
    return summarize({ stacks: [], approvals: [], before: configured(before), after: configured(after) });
  }

  test.each<[Kinds, string[]]>([
    [
      ["EFS"],
      ["now gives way to weekly in 104 of 730 runs of the years 2026 and 2027: do not rely on its backup then"],
    ],
    [
      ["RDS"],
      [
        "now gives way to weekly in 104 of 730 runs of the years 2026 and 2027: do not rely on its backup then; AWS does not say whether a continuous rule and another one give way to each other",
      ],
    ],
    [
      ["EFS", "RDS"],
      [
        "now gives way to weekly in 104 of 730 runs of the years 2026 and 2027, of resources with continuous backups: do not rely on its backup then; AWS does not say whether a continuous rule and another one give way to each other",
        "now gives way to weekly in 104 of 730 runs of the years 2026 and 2027, of resources without continuous backups: do not rely on its backup then",
      ],
    ],
  ])("the words say of which kinds: %s", (kinds, words) => {
    const found = differences(plan(kinds, 12, { copies: [] }), plan(kinds, 2, { copies: [] }));
    expect(found.filter(({ kind }) => kind === "backups-give-way").map((difference) => difference.words)).toEqual(
      words,
    );
  });

  test.each<[Kinds, string[]]>([
    [["EFS"], []],
    [["RDS"], ["rule-dropped"]],
    [["EFS", "RDS"], ["rule-dropped"]],
    [["*"], ["rule-dropped"]],
  ])("what gives way to a longer snapshot is not lost: %s", (kinds, rule) => {
    const { protectedChanges } = summary(plan(kinds, 12, { copies: [] }), plan(kinds, 2, { copies: [] }));
    expect([...new Set(protectedChanges.map((change) => change.rule))]).toEqual(rule);
  });

  test.each<[Kinds, string[]]>([
    [["EFS"], ["copy-dropped"]],
    [["RDS"], []],
    [["EFS", "RDS"], ["copy-dropped"]],
  ])("a rule that never runs for some kinds loses the copies of the others: %s", (kinds, rule) => {
    const daily = { continuousBackup: true };
    const { protectedChanges } = summary(plan(kinds, 12, daily), plan(kinds, 2, daily));
    expect([...new Set(protectedChanges.map((change) => change.rule))]).toEqual(rule);
  });

  test.each<[Kinds, string[]]>([
    [["EFS"], []],
    [["RDS"], ["rule-dropped"]],
    [["EFS", "RDS"], ["rule-dropped"]],
  ])("kinds without continuous backups lose no point-in-time restore: %s", (kinds, rule) => {
    const { protectedChanges } = summary(plan(kinds, 12, {}), plan(kinds, 12, {}, { continuousBackup: false }));
    expect([...new Set(protectedChanges.map((change) => change.rule))]).toEqual(rule);
  });
});

test("a difference turned round is one that loses nothing, where the way there lost something", () => {
  const kinds = (before: typeof same, after: typeof same) => differences(before, after).map(({ kind }) => kind);
  const fewer = plans((plan) => ({ ...plan, rules: plan.rules.slice(0, 1), enforcement: "open" }));
  expect(kinds(same, fewer)).toEqual(["rule-removed", "enforcement-loosened"]);
  expect(kinds(fewer, same)).toEqual(["rule-added", "enforcement-tightened"]);
});

test("a plan that moves to another policy has not changed", () => {
  const policies = policiesOfConfig(configured());
  const moved = policies.map((policy) => ({ ...policy, name: `${policy.name}-2` }));
  expect(backupDifferences({ before: policies, after: moved }, (id) => id)).toEqual([]);
});

test("what two Regions' plans say alike is said once, with the accounts that it reaches", () => {
  const perRegion = rules((rule) => ({ ...rule, copies: [{ to: "central" }] }));
  const shorter = rules((rule) => ({ ...rule, lifecycle: { deleteAfterDays: 31 }, copies: [{ to: "central" }] }));
  const { backupPolicies } = summarize({
    stacks: [],
    approvals: [],
    before: configured(perRegion),
    after: configured(shorter),
  });
  expect(backupPolicies).toEqual(["daily: kept 35 → 31 days, with its copy in 2 accounts, in eu-central-1, eu-west-1"]);
});
