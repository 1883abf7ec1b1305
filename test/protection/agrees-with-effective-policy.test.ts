/**
 * `explain` against the effective policy: whatever the account, Region, kind of resource and tag, the rules that it names
 * are those that the JSON of `effective-policy` gives the resource. The JSON is read here anew, with the words of AWS.
 */

import { type BackupResource, backupResources } from "../../src/aws/backup-services";
import { holdsIn } from "../../src/aws/extent";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { EffectivePolicies } from "../../src/evaluator/effective-policies";
import { effectivePolicy } from "../../src/evaluator/effective-policy";
import { type Answer } from "../../src/answers/protection/answer";
import { explain } from "../../src/answers/protection/explain";
import { configOf, textOf, validFiles } from "../config/valid";
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
  readonly conditions?: {
    readonly string_equals: Readonly<Record<string, { condition_key: string; condition_value: string }>>;
  };
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

function takes(
  { selections: { tags = {}, resources = {} } }: PlanJson,
  { arnPattern }: BackupResource,
  has: Tags,
): boolean {
  const arn = `arn:aws:${arnPattern}`;
  return (
    Object.values(tags).some(({ tag_key: key, tag_value: values }) => values.some((value) => has[key] === value)) ||
    Object.values(resources).some(
      ({ resource_types: types, not_resource_types: excluded = [], conditions }) =>
        types.includes(arn) &&
        !excluded.includes(arn) &&
        Object.values(conditions?.string_equals ?? {}).every(
          ({ condition_key: key, condition_value: value }) => has[key.slice("aws:ResourceTag/".length)] === value,
        ),
    )
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
    .filter(([, plan]) => plan.regions.includes(region) && takes(plan, resource, tags))
    .filter(
      ([, { selections }]) =>
        config.serviceOptIn.includes(resource.type) ||
        (selections.resources !== undefined && !["Aurora", "DocumentDB", "FSx", "Neptune"].includes(resource.type)),
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
    "tag" in select ? select.tag.values.map((value) => ({ [select.tag.key]: value })) : [select.tags ?? {}],
  );
  const key = Object.keys(selected[0] ?? {})[0] ?? "backup";
  const others = ["disabled", "custom", "nobody-selects-this"].map((value) => ({ [key]: value }));
  const wrongCase = selected
    .slice(0, 1)
    .map((tags) => Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, value.toUpperCase()])));
  return [...selected, ...others, ...wrongCase, {}];
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
