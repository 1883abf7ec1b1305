/** Around every numeric limit of backup policies: the config, `validate`, the evaluator and the documentation agree. */

import fc from "fast-check";
import { parse } from "yaml";
import { type Limit, limits } from "../../src/aws/backup-policy/limits";
import { orgConfigSchema } from "../../src/config/schema/org-config";
import { backupPolicySyntaxReference } from "../../src/docs/backup-policy-syntax";
import { effectivePolicyValidationErrors } from "../../src/evaluator/effective-backup-policy";
import { mergeLevel, noPolicies } from "../../src/evaluator/effective-policy";
import { readPolicyFile, refusedValuesOf } from "../../src/evaluator/policy-file";
import { checkBackupPolicyQuotas } from "../../src/policies/backup-policy-quotas";
import { buildBackupPolicies } from "../../src/policies/backup-policies";
import { check, edit, textOf } from "../config/valid";
import { builtFrom } from "../protection/organizations";

interface Place {
  readonly limit: keyof typeof limits;
  /** The policy with so much of it, or policies of one level. */
  readonly policy: (count: number) => object | string | readonly object[];
  /** The config with so much of it, or why it cannot say so much or so little. */
  readonly config: ((count: number) => string) | { readonly none: string };
  /** Whether the shape of the config alone refuses it, without a rule. */
  readonly inSchema?: boolean;
  /** Warnings, where AWS does not say that it refuses what is outside. */
  readonly severity?: "warning";
  /** The numbers to ask about, where not each can be written. */
  readonly counts?: readonly number[];
}

const assign = (value: unknown) => ({ "@@assign": value });
const tagged = {
  iam_role_arn: assign("arn:aws:iam::$account:role/Backup"),
  tag_key: assign("backup"),
  tag_value: assign(["daily"]),
};

type Tree = Readonly<Record<string, unknown>>;

const policyRule = (changes: Tree = {}): Tree => ({
  schedule_expression: assign("cron(0 5 ? * * *)"),
  target_backup_vault_name: assign("vault"),
  ...changes,
});
const plan = (changes: Tree = {}): Tree => ({
  regions: assign(["eu-west-1"]),
  rules: { nightly: policyRule() },
  selections: { tags: { all: tagged } },
  ...changes,
});
const withPlan = (changes: Tree) => ({ plans: { daily: plan(changes) } });
const withRule = (changes: Tree) => withPlan({ rules: { nightly: policyRule(changes) } });
const withLifecycle = (days: Readonly<Record<string, number>>, changes: Tree = {}) =>
  withRule({
    lifecycle: Object.fromEntries(Object.entries(days).map(([key, value]) => [key, assign(String(value))])),
    ...changes,
  });
const withTags = (changes: Tree) => withPlan({ selections: { tags: { all: { ...tagged, ...changes } } } });
const many = (count: number, entry: (index: number) => readonly [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

const regions = ["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "us-east-1", "us-east-2"];

/** An org file with one plan, and more keys of its rule and of itself. */
function org(changes: { rule?: string; rules?: string; plan?: string; select?: string; vault?: string } = {}): string {
  const { rule = "lifecycle: { deleteAfterDays: 365 }", select = "tag: { key: backup, values: [daily] }" } = changes;
  const rules = changes.rules ?? `[{ name: nightly, schedule: cron(0 5 ? * * *), ${rule} }]`;
  const text = textOf("examples/minimal.yaml");
  const start = text.indexOf("backupPlans:");
  const end = text.indexOf("\nguardrails:", start);
  const plans = `backupPlans: [{ name: daily, targets: [root], select: { ${select} }, ${changes.plan ?? ""} rules: ${rules} }]\n`;
  const withPlans = text.slice(0, start) + plans + (end < 0 ? "" : text.slice(end));
  const unlocked = edit(
    withPlans,
    "central: { lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 400 } }",
    `central: {}\n  local: { name: ${changes.vault ?? "local"} }`,
  );
  return unlocked.replace(/regions: \[.*\]/, `regions: [${regions.join(", ")}]`);
}

const places: readonly Place[] = [
  {
    limit: "startWindow",
    inSchema: true,
    policy: (minutes) =>
      withRule({
        start_backup_window_minutes: assign(minutes),
        complete_backup_window_minutes: assign(`${minutes + 1}`),
      }),
    config: (minutes) =>
      org({ rule: `startWindowMinutes: ${minutes}, completionWindowMinutes: ${Math.max(minutes + 1, 61)}` }),
  },
  {
    limit: "completionWindow",
    policy: (minutes) => withRule({ complete_backup_window_minutes: assign(minutes) }),
    config: { none: "it asks for a completion window above the start window, which is never so short" },
  },
  {
    limit: "betweenStarts",
    severity: "warning",
    // Minutes and hours of a cron expression are multiplied: 61 minutes apart is none.
    counts: [1, 30, 59, 60, 120],
    policy: (minutes) => withRule({ schedule_expression: assign(schedules[minutes]) }),
    config: (minutes) =>
      org({ rules: `[{ name: nightly, schedule: "${schedules[minutes]}", lifecycle: { deleteAfterDays: 35 } }]` }),
  },
  {
    limit: "selectionsPerPlan",
    // So many do not fit into one policy: three come together.
    policy: (count) => {
      const all = Array.from({ length: count }, (_, index): [string, object] => [
        `s${index}`,
        { iam_role_arn: tagged.iam_role_arn, resource_types: assign(["arn:aws:ec2:*:*:volume/*"]) },
      ]);
      return [0, 1, 2].map((part) =>
        withPlan({ selections: { resources: Object.fromEntries(all.filter((_, index) => index % 3 === part)) } }),
      );
    },
    config: { none: "a backup plan of the config has one selection" },
  },
  {
    limit: "deleteAfter",
    inSchema: true,
    policy: (days) => withLifecycle({ delete_after_days: days }),
    config: (days) => org({ rule: `lifecycle: { deleteAfterDays: ${days} }` }),
  },
  {
    limit: "moveToColdStorageAfter",
    inSchema: true,
    policy: (days) => withLifecycle({ move_to_cold_storage_after_days: days }),
    config: (days) => org({ rule: `lifecycle: { moveToColdStorageAfterDays: ${days} }` }),
  },
  {
    limit: "inColdStorage",
    policy: (days) => withLifecycle({ move_to_cold_storage_after_days: 30, delete_after_days: 30 + days }),
    config: (days) => org({ rule: `lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: ${30 + days} }` }),
  },
  {
    limit: "continuousRetention",
    policy: (days) => withLifecycle({ delete_after_days: days }, { enable_continuous_backup: assign(true) }),
    config: (days) => org({ rule: `continuousBackup: true, lifecycle: { deleteAfterDays: ${days} }` }),
  },
  {
    limit: "airGappedRetention",
    policy: (days) =>
      withLifecycle(
        { delete_after_days: days },
        {
          target_logically_air_gapped_backup_vault_arn: assign("arn:aws:backup:$region:$account:backup-vault:lag"),
        },
      ),
    config: { none: "it has no air-gapped vaults" },
  },
  {
    limit: "rulesPerPlan",
    policy: (count) => withPlan({ rules: many(count, (index) => [`r${index}`, policyRule()]) }),
    config: (count) =>
      org({
        rules: `[${Array.from({ length: count }, (_, index) => `{ name: r${index}, schedule: cron(0 ${2 * index} ? * * *), startWindowMinutes: 60, lifecycle: { deleteAfterDays: 35 } }`).join(", ")}]`,
      }),
  },
  {
    limit: "copyActionsPerRule",
    policy: (count) =>
      withRule({
        copy_actions: many(count, (index) => {
          const arn = `arn:aws:backup:eu-west-1:111122223333:backup-vault:central-${index}`;
          return [arn, { target_backup_vault_arn: assign(arn) }];
        }),
      }),
    config: (count) =>
      org({
        rule: `lifecycle: { deleteAfterDays: 35 }, copies: [${regions
          .slice(0, count)
          .map((region) => `{ to: central, region: ${region} }`)
          .join(", ")}]`,
      }),
  },
  {
    limit: "regionsPerPlan",
    inSchema: true,
    policy: (count) => withPlan({ regions: assign(regions.slice(0, count)) }),
    config: (count) => org({ plan: `regions: [${regions.slice(0, count).join(", ")}],` }),
  },
  {
    limit: "tagSelectionsPerPlan",
    policy: (count) => withPlan({ selections: { tags: many(count, (index) => [`s${index}`, tagged]) } }),
    config: { none: "a backup plan of the config has one selection" },
  },
  {
    limit: "tagValuesPerSelection",
    policy: (count) => withTags({ tag_value: assign(Array.from({ length: count }, (_, index) => `v${index}`)) }),
    config: (count) =>
      org({
        select: `tag: { key: backup, values: [${Array.from({ length: count }, (_, index) => `v${index}`).join(", ")}] }`,
      }),
  },
  {
    limit: "conditionsPerSelection",
    policy: (count) =>
      withTags({
        conditions: {
          string_equals: many(count, (index) => [
            `c${index}`,
            { condition_key: assign(`aws:ResourceTag/k${index}`), condition_value: assign("v") },
          ]),
        },
      }),
    config: (count) =>
      org({
        select: `resourceTypes: [EBS], where: { equals: { ${Array.from({ length: count }, (_, index) => `k${index}: v`).join(", ")} } }`,
      }),
  },
  {
    limit: "recoveryPointTags",
    policy: (count) =>
      withRule({
        recovery_point_tags: many(count, (index) => [
          `t${index}`,
          { tag_key: assign(`k${index}`), tag_value: assign("v") },
        ]),
      }),
    config: { none: "it has no tags of recovery points" },
  },
  {
    limit: "planName",
    policy: (length) => ({ plans: { ["p".repeat(length)]: plan() } }),
    config: { none: "its names are shorter, to have room for a Region" },
  },
  {
    limit: "ruleName",
    inSchema: true,
    policy: (length) => withPlan({ rules: { ["r".repeat(length)]: policyRule() } }),
    config: (length) =>
      org({
        rules: `[{ name: "${"r".repeat(length)}", schedule: cron(0 5 ? * * *), lifecycle: { deleteAfterDays: 35 } }]`,
      }),
  },
  {
    limit: "selectionName",
    policy: (length) => withPlan({ selections: { tags: { ["s".repeat(length)]: tagged } } }),
    config: { none: "Strongroom names the selection" },
  },
  {
    limit: "vaultName",
    inSchema: true,
    policy: (length) => withRule({ target_backup_vault_name: assign("v".repeat(length)) }),
    config: (length) => org({ vault: `"${"v".repeat(length)}"` }),
  },
  {
    limit: "tagKey",
    inSchema: true,
    policy: (length) => withTags({ tag_key: assign("k".repeat(length)) }),
    config: (length) => org({ select: `tag: { key: "${"k".repeat(length)}", values: [daily] }` }),
  },
  {
    limit: "tagValue",
    inSchema: true,
    policy: (length) => withTags({ tag_value: assign(["v".repeat(length)]) }),
    config: (length) => org({ select: `tag: { key: backup, values: ["${"v".repeat(length)}"] }` }),
  },
  {
    limit: "document",
    policy: (size) => {
      const text = JSON.stringify({ plans: { daily: plan() } });
      return text + " ".repeat(size - text.length);
    },
    config: { none: "Strongroom splits what does not fit into one policy" },
  },
];

const schedules: Readonly<Record<number, string>> = {
  1: "cron(0,1 5 ? * * *)",
  30: "cron(0,30 5 ? * * *)",
  59: "cron(0,59 5 ? * * *)",
  60: "cron(0 5,6 ? * * *)",
  120: "cron(0 5,7 ? * * *)",
};

/** The bounds that the documentation says, as people read them. */
function documented(limit: keyof typeof limits): Pick<Limit, "minimum" | "maximum"> {
  const name = limit.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const cell = backupPolicySyntaxReference()
    .split("\n")
    .find((line) => line.startsWith(`| ${name} |`))
    ?.split(" | ")[1];
  const [, minimum, maximum] = /^(?:at most |([\d,]+)(?: to | or more))?([\d,]+)?/.exec(cell ?? "") ?? [];
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text.replaceAll(",", "")));
  return { minimum: number(minimum), maximum: number(maximum) } as Pick<Limit, "minimum" | "maximum">;
}

function evaluatorTakes(policy: ReturnType<Place["policy"]>, refusal: "error" | "warning"): boolean {
  const files = [policy]
    .flat()
    .map((one) => readPolicyFile("policy.json", typeof one === "string" ? one : JSON.stringify(one)));
  const merged = mergeLevel(
    noPolicies,
    files.map((file) => file.policy),
  );
  const findings = [...files.flatMap((file) => file.findings), ...refusedValuesOf(merged, files)];
  return !findings.some(({ severity }) => severity === refusal) && effectivePolicyValidationErrors(merged).length === 0;
}

/** What is wrong with a config; of warnings, those about this limit. */
const problemsOf = (text: string, refusal: "error" | "warning") =>
  check(text)
    .findings.filter(
      ({ severity, rule }) => severity === refusal && (refusal === "error" || rule.startsWith("schedule-")),
    )
    .map(({ rule, message }) => `${rule} ${message}`);

/** One below, at and one above each bound. */
function around({ minimum, maximum }: Limit): readonly number[] {
  return [minimum, maximum]
    .flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1]))
    .filter((count) => count >= 0);
}

function agree({ place, count }: { readonly place: Place; readonly count: number }): void {
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = documented(place.limit);
  const verdict = { limit: place.limit, count, takes: count >= minimum && count <= maximum };
  const refusal = place.severity ?? "error";
  expect({ ...verdict, takes: evaluatorTakes(place.policy(count), refusal) }).toEqual(verdict);
  if (typeof place.config === "function") {
    const text = place.config(count);
    const errors = verdict.takes ? [] : expect.arrayContaining([expect.any(String)]);
    expect({ ...verdict, errors: problemsOf(text, refusal) }).toEqual({ ...verdict, errors });
    const schema = verdict.takes || (place.inSchema !== true && expect.any(Boolean));
    expect({ ...verdict, schema: orgConfigSchema.safeParse(parse(text)).success }).toEqual({ ...verdict, schema });
  }
}

test.each(places)(
  "$limit: around its bounds, the config, `validate`, the evaluator and the documentation agree",
  (place) => {
    for (const count of place.counts ?? around(limits[place.limit])) {
      agree({ place, count });
    }
  },
);

test("so they do for any number of days and minutes", () => {
  const ofTime = places.filter(
    ({ limit, counts }) => counts === undefined && ["days", "minutes"].includes(limits[limit].unit),
  );
  fc.assert(
    fc.property(fc.constantFrom(...ofTime), fc.double({ min: 0, max: 1, noNaN: true }), (place, fraction) => {
      const { maximum = 1000 }: Limit = limits[place.limit];
      // As many small numbers as large ones.
      agree({ place, count: Math.floor((2 * maximum) ** fraction) });
    }),
    { numRuns: 60 },
  );
});

test("policiesPerTarget: around its bound, `validate` and the documentation agree", () => {
  const { deployment } = builtFrom(textOf("examples/minimal.yaml"));
  const [one] = buildBackupPolicies(deployment);
  const { maximum = 0 } = documented("policiesPerTarget");
  for (const count of around(limits.policiesPerTarget)) {
    const policies = Array.from({ length: count }, (_, index) => (one ? [{ ...one, name: `policy-${index}` }] : []));
    const problems = checkBackupPolicyQuotas(policies.flat(), deployment).map(({ rule }) => rule);
    expect({ count, problems }).toEqual({ count, problems: count <= maximum ? [] : ["policy-count"] });
  }
});

test("every limit has its place here", () => {
  // No policy file says on what it is: the test above has it.
  const apart = ["policiesPerTarget"];
  expect([...places.map(({ limit }) => limit), ...apart].sort()).toEqual(Object.keys(limits).sort());
});
