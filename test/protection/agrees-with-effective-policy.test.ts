/**
 * `explain` against the effective policy: whatever the account, Region, kind of resource and tag, the rules that it names
 * are those that the JSON of `effective-policy` gives the resource. The JSON is read here anew, with the words of AWS.
 */

import fc from "fast-check";
import { type BackupResource, backupResources, resourceTypes } from "../../src/aws/backup-services";
import { holdsIn } from "../../src/aws/extent";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { EffectivePolicies } from "../../src/evaluator/effective-policies";
import { effectivePolicy } from "../../src/evaluator/effective-policy";
import { type Answer } from "../../src/answers/protection/answer";
import { explain } from "../../src/answers/protection/explain";
import { check, configOf, textOf, validFiles } from "../config/valid";
import { largeOrganization } from "./large-organization";
import { backupsOf, builtFrom } from "./organizations";

interface PolicyJson {
  readonly plans?: Readonly<Record<string, PlanJson>>;
}

interface PlanJson {
  readonly regions: readonly string[];
  readonly rules: Readonly<Record<string, RuleJson>>;
  readonly selections: {
    readonly tags?: Readonly<Record<string, { tag_key: string; tag_value: readonly string[] }>>;
    readonly resources?: Readonly<Record<string, ResourcesJson>>;
  };
}

interface ResourcesJson {
  readonly resource_types: readonly string[];
  readonly not_resource_types?: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, ConditionJson>>>>;
}

interface ConditionJson {
  readonly condition_key: string;
  readonly condition_value: string;
}

interface LifecycleJson {
  readonly delete_after_days?: string;
}

interface RuleJson {
  readonly schedule_expression: string;
  readonly target_backup_vault_name: string;
  readonly lifecycle?: LifecycleJson;
  readonly copy_actions?: Readonly<Record<string, { target_backup_vault_arn: string; lifecycle?: LifecycleJson }>>;
}

type Tags = Readonly<Record<string, string>>;

/** AWS's operators. Of a resource without the tag, AWS does not say whether the negative ones hold: nobody counts on it. */
const operators: Readonly<Record<string, (value: string, has: string) => boolean>> = {
  string_equals: (value, has) => has === value,
  string_not_equals: (value, has) => has !== value,
  string_like: (value, has) => like(value).test(has),
  string_not_like: (value, has) => !like(value).test(has),
};

/** `*` is any text, and everything else is itself. */
function like(value: string): RegExp {
  const literal = (text: string) =>
    text.replaceAll(/[^\w]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return new RegExp(`^${value.split("*").map(literal).join("[^]*")}$`);
}

function holds(operator: string, { condition_key: key, condition_value: value }: ConditionJson, tags: Tags): boolean {
  const known = operators[operator];
  const has = tags[key.slice("aws:ResourceTag/".length)];
  if (!known || !key.startsWith("aws:ResourceTag/")) {
    throw new Error(`${operator} ${key}`);
  }
  return has !== undefined && known(value, has);
}

/** Whether a selection by type has it, and whether it names the type, and so needs no opt-in for most types. */
function takesByType(
  { resource_types: types, not_resource_types: excluded = [], conditions = {} }: ResourcesJson,
  { arnPattern }: BackupResource,
  tags: Tags,
): { readonly takes: boolean; readonly namesType: boolean } {
  const arn = `arn:aws:${arnPattern}`;
  return {
    takes:
      (types.includes(arn) || types.includes("*")) &&
      !excluded.includes(arn) &&
      Object.entries(conditions).every(([operator, entries]) =>
        Object.values(entries).every((condition) => holds(operator, condition, tags)),
      ),
    namesType: !types.includes("*"),
  };
}

const needOptIn = ["Aurora", "DocumentDB", "FSx", "Neptune"];

function takes(
  { selections: { tags = {}, resources = {} } }: PlanJson,
  resource: BackupResource,
  has: Tags,
  isOptedIn: boolean,
): boolean {
  return (
    (isOptedIn &&
      Object.values(tags).some(({ tag_key: key, tag_value: values }) => values.some((value) => has[key] === value))) ||
    Object.values(resources)
      .map((selection) => takesByType(selection, resource, has))
      .some((one) => one.takes && (isOptedIn || (one.namesType && !needOptIn.includes(resource.type))))
  );
}

/** One line for each rule that backs it up: who, when, where, how long. */
function expectedRules(
  policy: PolicyJson,
  config: OrgConfig,
  account: string,
  region: string,
  resource: BackupResource,
  tags: Tags,
) {
  const { purpose, regions = config.regions } = config.accounts.find(({ name }) => name === account) ?? {};
  const works = purpose === "workload" && regions.includes(region) && holdsIn(resource.features.available, region);
  return Object.entries(works ? (policy.plans ?? {}) : {})
    .filter(
      ([, plan]) =>
        plan.regions.includes(region) && takes(plan, resource, tags, config.serviceOptIn.includes(resource.type)),
    )
    .flatMap(([plan, { rules }]) =>
      Object.entries(rules).map(
        ([rule, { schedule_expression, target_backup_vault_name, lifecycle, copy_actions = {} }]) =>
          [
            plan,
            rule,
            schedule_expression,
            target_backup_vault_name,
            lifecycle?.delete_after_days,
            ...Object.values(copy_actions).map(
              (copy) => `${copy.target_backup_vault_arn} ${(copy.lifecycle ?? lifecycle)?.delete_after_days}`,
            ),
          ].join(" "),
      ),
    )
    .sort();
}

function answeredRules({ rules }: Answer) {
  return rules
    .map(({ plan, rule, schedule, backup, copies }) =>
      [
        plan,
        rule.toLowerCase(),
        schedule,
        backup.vaultName,
        backup.deleteAfterDays,
        ...copies.map(({ vaultArn, deleteAfterDays }) => `${vaultArn} ${deleteAfterDays}`),
      ].join(" "),
    )
    .sort();
}

/** Every value that some plan selects, the opt-outs, a wrong case, an unknown value, other tags, none. */
function tagStates({ backupPlans }: OrgConfig): Tags[] {
  const selected = backupPlans.flatMap(({ select }): Tags[] =>
    "tag" in select
      ? select.tag.values.map((value) => ({ [select.tag.key]: value }))
      : [select.tags ?? {}, ...tagsAround(select)],
  );
  const key = Object.keys(selected[0] ?? {})[0] ?? "backup";
  const others = ["disabled", "custom", "nobody-selects-this"].map((value) => ({ [key]: value }));
  const wrongCase = selected
    .slice(0, 1)
    .map((tags) => Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, value.toUpperCase()])));
  return [...selected, ...others, ...wrongCase, {}];
}

/** Tags that meet each condition, and that miss each of them by one. */
function tagsAround({ tags = {}, where = {} }: Exclude<OrgConfig["backupPlans"][number]["select"], { tag: unknown }>) {
  const lists = (values: Readonly<Record<string, string | readonly string[]>> = {}) =>
    Object.entries(values).map(([key, value]): [string, readonly string[]] => [key, [value].flat()]);
  const filled = (pattern: string) => [pattern.replaceAll("*", ""), pattern.replaceAll("*", "x*y")];
  const good: Tags = Object.fromEntries([
    ...lists(where.notEquals).map(([key, values]) => [key, `not-${values.join("-")}`]),
    ...lists(where.notLike).map(([key]) => [key, "~"]),
    ...lists(where.like).map(([key, values]) => [key, filled(values[0] ?? "")[1] ?? ""]),
    ...lists(where.equals).map(([key, values]) => [key, values[0] ?? ""]),
    ...Object.entries(tags),
  ]);
  const values = [...lists(tags), ...lists(where.equals), ...lists(where.notEquals)]
    .concat([...lists(where.like), ...lists(where.notLike)].map(([key, list]) => [key, list.flatMap(filled)]))
    .flatMap(([key, list]) =>
      list.flatMap((value) => [value, value.toUpperCase(), `${value}-`, `-${value}`].map((one) => [key, one])),
    );
  return [
    good,
    ...values.map(([key = "", value = ""]): Tags => ({ ...good, [key]: value })),
    ...Object.keys(good).map((missing): Tags =>
      Object.fromEntries(Object.entries(good).filter(([key]) => key !== missing)),
    ),
  ];
}

/** Compares every combination, and counts what it saw. */
function compare(text: string, isAsked: (account: string, kind: number, place: number) => boolean) {
  const config = configOf(text);
  const built = builtFrom(text);
  const organization = backupsOf(built);
  const policies = new EffectivePolicies(
    built.documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY"),
  );
  const at = new Date("2026-01-01T00:00:00Z");
  const states = tagStates(config);
  const counts = { asked: 0, protected: 0, copiesFail: 0, none: 0 };
  let place = 0;
  for (const account of built.deployment.accounts) {
    const policy = effectivePolicy(policies.of(account), account.id) as PolicyJson;
    for (const region of [...built.deployment.regions, "eu-south-1"]) {
      for (const tags of states) {
        place++;
        for (const resource of backupResources.filter((_, kind) => isAsked(account.name, kind, place))) {
          const question = {
            account,
            region,
            resource,
            tags: new Map(Object.entries(tags)),
            encryption: undefined,
            at,
          };
          const answer = explain(question, organization);
          const expected = expectedRules(policy, config, account.name, region, resource, tags);
          const answered = answeredRules(answer);
          const copiesFail = answer.rules.some(({ copies }) => copies.some(({ reason }) => reason));
          if (
            answered.join("\n") !== expected.join("\n") ||
            (answer.status === "protected") !== (expected.length > 0 && !copiesFail) ||
            (answer.reason === undefined) !== (answer.status === "protected")
          ) {
            throw new Error(
              `${account.name} ${region} ${resource.name} ${JSON.stringify(tags)}: ${answer.status} (${answer.reason?.id})\n${answered.join("\n")}\nexpected:\n${expected.join("\n")}`,
            );
          }
          counts.asked++;
          counts[answer.status === "protected" ? "protected" : copiesFail ? "copiesFail" : "none"]++;
        }
      }
    }
  }
  return counts;
}

test.each(validFiles)("%s: every combination of account, Region, kind of resource and tag", (file) => {
  const counts = compare(textOf(file), () => true);
  expect(counts.protected).toBeGreaterThan(0);
  expect(counts.none).toBeGreaterThan(0);
});

test("200 accounts in 17 Regions: every account, Region and tag with a kind each, every kind in some accounts", () => {
  const wholeAccounts = new Set(["management", "account-3", "account-8", "account-9"]);
  const counts = compare(
    largeOrganization,
    (account, kind, place) => wholeAccounts.has(account) || kind === place % backupResources.length,
  );
  expect(counts.asked).toBeGreaterThan(203 * 18 * 13);
  expect(counts.protected).toBeGreaterThan(1000);
  expect(counts.copiesFail).toBeGreaterThan(100);
});

describe("whatever a selection says", () => {
  const minimal = textOf("examples/minimal.yaml");
  const values = ["prod", "Prod", "dev", "a.b", "", "x"];
  const patterns = ["prod*", "*d", "p*d", "*", "a.b", "a*", "pr?d", "**x", ""];
  const map = (list: readonly string[]) =>
    fc.dictionary(
      fc.constantFrom("stage", "Stage", "team"),
      fc.oneof(fc.constantFrom(...list), fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 2 })),
      { maxKeys: 2 },
    );
  const one = fc.dictionary(fc.constantFrom("stage", "team"), fc.constantFrom(...values), { maxKeys: 2 });
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const types = fc.oneof(
    fc.subarray([...resourceTypes], { minLength: 1 }),
    fc.uniqueArray(fc.constantFrom(...resourceTypes), { minLength: 1, maxLength: 4 }),
  );
  const selections = fc.oneof(
    fc.record({
      tag: fc.record({
        key: fc.constantFrom("stage", "team"),
        values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
      }),
    }),
    fc.record({
      resourceTypes: fc.oneof(types, fc.constant(["*"])),
      excludeResourceTypes: maybe(types),
      tags: maybe(one),
      where: maybe(
        fc.record({
          equals: maybe(one),
          notEquals: maybe(map(values)),
          like: maybe(one),
          notLike: maybe(map(patterns)),
        }),
      ),
    }),
  );

  test("`*`, exclusions and conditions: explain agrees", () => {
    const counts = { taken: 0, protected: 0, none: 0 };
    fc.assert(
      fc.property(
        fc.array(selections, { minLength: 4, maxLength: 4 }),
        fc.subarray(["EBS", "EC2", "EFS", "RDS", "S3", "FSx", "Neptune"]),
        fc.nat(8),
        (selects, withoutOptIn, first) => {
          const serviceOptIn = resourceTypes.filter((type) => !withoutOptIn.includes(type));
          const textWith = (taken: readonly object[]) => {
            const plans = taken.map(
              (select, index) =>
                `  - { name: plan-${index}, targets: [shop], select: ${JSON.stringify(select)}, rules: [{ name: nightly, schedule: cron(0 ${index} ? * * *), lifecycle: { deleteAfterDays: 35 } }] }\n`,
            );
            return minimal.replace(
              /backupPlans:\n[^]*?(?=guardrails:)/,
              `serviceOptIn: ${JSON.stringify(serviceOptIn)}\nbackupPlans:\n${plans.join("")}`,
            );
          };
          const errors = check(textWith(selects)).findings.filter(({ severity }) => severity === "error");
          const taken = selects.filter((_, index) =>
            errors.every(({ path }) => !path.startsWith(`backupPlans[${index}]`)),
          );
          if (taken.length > 0) {
            const found = compare(textWith(taken), (account, kind) => account === "shop" && kind % 9 === first);
            counts.taken += taken.length;
            counts.protected += found.protected;
            counts.none += found.none;
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(counts.taken).toBeGreaterThan(30);
    expect(counts.protected).toBeGreaterThan(30);
    expect(counts.none).toBeGreaterThan(100);
  });
});
