/** What holds of generated backup policies, whatever the plans. The judge is the evaluator of effective policies. */

import fc from "fast-check";
import { quotas } from "../../src/aws/quotas";
import { type BackupPlan, type Deployment } from "../../src/model/deployment";
import { buildBackupPolicies } from "../../src/policies/backup-policies";
import { effectivePolicyValidationErrors } from "../../src/evaluator/effective-backup-policy";
import { EffectivePolicies } from "../../src/evaluator/effective-policies";
import { type EffectivePolicy, effectivePolicy, mergeLevel } from "../../src/evaluator/effective-policy";
import { readManagementPolicy } from "../../src/evaluator/management-policy";
import { type OrganizationsPolicy, policySize } from "../../src/policies/policy-document";
import { checkPolicyQuotas } from "../../src/policies/quota-rules";
import { deploymentWith, plainPlan, plansArbitrary, regions } from "./organizations";

const runs = { numRuns: 60 };

function attachedTo(targetId: string, policies: readonly OrganizationsPolicy[]): OrganizationsPolicy[] {
  return policies.filter(({ targets }) => targets.some(({ id }) => id === targetId));
}

test("every policy is one that AWS takes, within its size, and no target has more than its number, or it is an error", () => {
  fc.assert(
    fc.property(plansArbitrary, (plans) => {
      const deployment = deploymentWith(plans);
      const policies = buildBackupPolicies(deployment);
      expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
      const targetIds = new Set(policies.flatMap(({ targets }) => targets.map(({ id }) => id)));
      const counts = [...targetIds].map((id) => attachedTo(id, policies).length);
      for (const { name, content } of policies) {
        expect(readManagementPolicy(name, JSON.parse(content)).problems).toEqual([]);
        expect(policySize(content)).toBeLessThanOrEqual(quotas.backupPolicy.characters);
      }
      expect(checkPolicyQuotas(policies, deployment)).toHaveLength(counts.filter((count) => count > 10).length);
    }),
    runs,
  );
});

/** The plan as the config means it, without a look at any policy. */
function expectedPlan({ name, regions: planRegions, rules }: BackupPlan): [string, object] {
  const days = (lifecycle: { deleteAfterDays?: number | undefined } | undefined) =>
    lifecycle?.deleteAfterDays === undefined
      ? {}
      : { lifecycle: { delete_after_days: `${lifecycle.deleteAfterDays}` } };
  return [
    name,
    {
      regions: planRegions,
      rules: Object.fromEntries(
        rules.map((rule) => [
          rule.name.toLowerCase(),
          {
            schedule_expression: rule.schedule,
            target_backup_vault_name: "org-local-vault",
            ...(rule.startWindowMinutes ? { start_backup_window_minutes: `${rule.startWindowMinutes}` } : {}),
            ...(rule.continuousBackup ? { enable_continuous_backup: "true" } : {}),
            ...days(rule.lifecycle),
            ...(rule.copies.length > 0
              ? {
                  copy_actions: Object.fromEntries(
                    rule.copies.map(({ vaultArn, lifecycle }) => [
                      vaultArn,
                      { target_backup_vault_arn: vaultArn, ...days(lifecycle) },
                    ]),
                  ),
                }
              : {}),
          },
        ]),
      ),
      selections: expect.anything(),
    },
  ];
}

function expectedPlans(deployment: Deployment, ids: readonly string[]): object {
  const groups = deployment.backupPlanGroups.filter(({ targets }) => targets.some(({ id }) => ids.includes(id)));
  return Object.fromEntries(groups.flatMap(({ plans }) => plans.map(expectedPlan)));
}

test("each account's effective policy is exactly the plans that the config gives it, however they are split", () => {
  let split = 0;
  fc.assert(
    fc.property(plansArbitrary, (plans) => {
      const deployment = deploymentWith(plans);
      const policies = buildBackupPolicies(deployment);
      const names = policies.flatMap(({ content }) => Object.keys(JSON.parse(content).plans));
      split += names.filter((name) => !name.startsWith("@@")).length - new Set(names).size > 0 ? 1 : 0;
      const effective = new EffectivePolicies(policies);
      for (const account of deployment.accounts) {
        const merged = effective.of(account);
        const expected = expectedPlans(deployment, [account.id, ...account.ancestorIds]);
        expect(effectivePolicy(merged).plans ?? {}).toEqual(expected);
        expect(merged.ignored).toEqual([]);
        expect(effectivePolicyValidationErrors(merged)).toEqual([]);
      }
    }),
    runs,
  );
  expect(split).toBeGreaterThan(0);
});

const control = "@@operators_allowed_for_child_policies";
const operands = fc.oneof(fc.constantFrom("x", "1", true), fc.constant(["x"]), fc.constant([]));
const operators = fc.record(
  {
    "@@assign": operands,
    "@@append": fc.constantFrom(["x"], ["eu-west-3"]),
    "@@remove": fc.constantFrom(["x"], regions),
    [control]: fc.constantFrom(["@@all"], ["@@none"], ["@@assign", "@@remove"]),
  },
  { requiredKeys: [] },
);

/** A document that speaks of the same places as the one given, in some case, and of others. */
function childOf(document: unknown): fc.Arbitrary<object> {
  const keys = typeof document === "object" && document !== null ? Object.keys(document) : [];
  const entries = keys
    .filter((key) => !key.startsWith("@@"))
    .map((key) =>
      fc
        .record({
          key: fc.constantFrom(key, key.toUpperCase(), key.toLowerCase()),
          child: fc.option(childOf((document as Record<string, unknown>)[key]), { nil: undefined, freq: 3 }),
        })
        .map(({ key: spelt, child }) => (child ? { [spelt]: child } : {})),
    );
  const others = fc.dictionary(fc.constantFrom("new", "rules", "lifecycle", "copy_actions"), operators, { maxKeys: 1 });
  return fc
    .tuple(others, operators, ...entries)
    .map(([more, own, ...children]) => Object.assign({}, more, own, ...children) as object);
}

test("locked: no policy of a child, of whatever shape, changes the effective plan", () => {
  let attempts = 0;
  fc.assert(
    fc.property(
      plansArbitrary
        .map((plans) => plans.slice(0, 3).map((plan) => ({ ...plan, enforcement: "locked" })))
        .chain((plans) => {
          const policies = buildBackupPolicies(deploymentWith(plans));
          return fc.tuple(fc.constant(plans), childOf(JSON.parse(policies[0]?.content ?? "{}")));
        }),
      ([plans, child]) => {
        const deployment = deploymentWith(plans);
        const effective = new EffectivePolicies(buildBackupPolicies(deployment));
        const { policy } = readManagementPolicy("child", child);
        for (const account of deployment.accounts) {
          const locked = effectivePolicy(effective.of(account)).plans as EffectivePolicy | undefined;
          const merged = mergeLevel(effective.of(account), [policy]);
          attempts += merged.ignored.length;
          if (locked) {
            expect(effectivePolicy(merged).plans).toMatchObject(locked);
          }
          if (locked && !mayAddPlans(deployment, account)) {
            expect(effectivePolicy(merged).plans).toEqual(locked);
          }
        }
      },
    ),
    runs,
  );
  expect(attempts).toBeGreaterThan(500);
});

/** Plans of the config further down must be able to come in, so nothing above them shuts the list of plans. */
function mayAddPlans(
  { backupPlanGroups }: Deployment,
  { id, ancestorIds }: { id: string; ancestorIds: readonly string[] },
) {
  const onTheWay = backupPlanGroups.filter(({ targets }) =>
    targets.some((one) => [id, ...ancestorIds].includes(one.id)),
  );
  return onTheWay.every((group) =>
    backupPlanGroups.some(
      (other) =>
        other !== group &&
        other.targets.some((target) =>
          target.ancestorIds.some((above) => group.targets.some((one) => one.id === above)),
        ),
    ),
  );
}

test("the order of plans, rules, Regions, targets and copies changes no byte", () => {
  fc.assert(
    fc.property(plansArbitrary, (plans) => {
      const reversed = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(reversed).reverse()
          : typeof value === "object" && value !== null
            ? Object.fromEntries(
                Object.entries(value)
                  .map(([key, child]) => [key, reversed(child)])
                  .reverse(),
              )
            : value;
      expect(buildBackupPolicies(deploymentWith(reversed(plans) as typeof plans))).toEqual(
        buildBackupPolicies(deploymentWith(plans)),
      );
    }),
    runs,
  );
});

describe("an entry of its own", () => {
  const few = ["daily", "monthly", "weekly"].map((name) => plainPlan(name));

  test.each(["another", "zulu"])("adding a plan `%s` adds its policy and touches no other", (name) => {
    const before = buildBackupPolicies(deploymentWith(few));
    const after = buildBackupPolicies(deploymentWith([...few, plainPlan(name)]));
    expect(after).toHaveLength(before.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test("a Region that one plan gains rewrites the policies of that plan alone", () => {
    const within = { copies: [{ to: "central", lifecycle: { deleteAfterDays: 365 } }] };
    const plans = (daily: readonly string[]) => [
      plainPlan("daily", { regions: daily, rules: [{ ...plainRule("daily"), ...within }] }),
      plainPlan("weekly", { regions: ["eu-west-1"], rules: [{ ...plainRule("weekly"), ...within }] }),
    ];
    const before = buildBackupPolicies(deploymentWith(plans(["eu-central-1"])));
    const after = buildBackupPolicies(deploymentWith(plans(["ap-southeast-1", "eu-central-1"])));
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    expect(after[1]).toEqual(before[1]);
    expect(Object.keys(JSON.parse(after[0]?.content ?? "").plans).slice(1)).toEqual([
      "daily_ap-southeast-1",
      "daily_eu-central-1",
    ]);
  });

  const plainRule = (name: string) => (plainPlan(name).rules as object[])[0];

  test("ten entries have ten policies; of eleven, the last two share one, and the others keep theirs", () => {
    const entries = (count: number) => Array.from({ length: count }, (_, index) => plainPlan(`p${10 + index}`));
    const ten = buildBackupPolicies(deploymentWith(entries(10)));
    const eleven = buildBackupPolicies(deploymentWith(entries(11)));
    expect(ten.map(({ name }) => name)).toEqual(entries(10).map(({ name }) => `strongroom-backup-${name}`));
    expect(eleven.slice(0, 9)).toEqual(ten.slice(0, 9));
    expect(eleven.slice(9).map(({ name }) => name)).toEqual(["strongroom-backups-on-ou-a1b2-33333333"]);
  });

  test("an entry that saves nothing by sharing keeps its policies, whatever its name and its targets", () => {
    const large = (name: string, targets: readonly string[]) =>
      plainPlan(name, {
        targets,
        select: { tag: { key: "backup", values: Array.from({ length: 600 }, (_, n) => `v-${n}`) } },
      });
    const small = (count: number) =>
      Array.from({ length: count }, (_, index) => plainPlan(`p${index}`, { targets: ["Security"] }));
    const larges = ["a", "b", "z"].map((name) => large(name, ["Production", "Security"]));
    const before = buildBackupPolicies(deploymentWith([...larges, ...small(7)]));
    const after = buildBackupPolicies(deploymentWith([...larges, ...small(8)]));
    expect(before).toHaveLength(10);
    expect(after).toHaveLength(10);
    expect(after.filter((one) => !before.includes(one) && !before.some(({ name }) => name === one.name))).toHaveLength(
      1,
    );
    expect(after).toEqual(expect.arrayContaining(before.filter(({ targets }) => targets.length === 2)));
  });

  test("a policy that is full by itself is not made to share", () => {
    const full = (characters: number) => {
      const values = Array.from({ length: 36 }, (_, index) => `${100 + index}${"x".repeat(237)}`);
      const more = ["y".repeat(Math.ceil(characters / 2)), "z".repeat(Math.floor(characters / 2))];
      return plainPlan("full", {
        enforcement: "open",
        select: { tag: { key: "backup", values: [...values, ...more] } },
      });
    };
    const [policy] = buildBackupPolicies(deploymentWith([full(2)]));
    const exact = full(quotas.backupPolicy.characters + 2 - policySize(policy?.content ?? ""));
    const others = Array.from({ length: 10 }, (_, index) => plainPlan(`p${index}`));
    const deployment = deploymentWith([exact, ...others]);
    const policies = buildBackupPolicies(deployment);
    expect(policies.find(({ name }) => name === "strongroom-backup-full")?.content).toHaveLength(10_000);
    expect(policies).toHaveLength(10);
    expect(checkPolicyQuotas(policies, deployment)).toEqual([]);
  });

  test("fifty locked plans of one rule and one copy fit on one target, a hundred do not", () => {
    const entries = (count: number) => Array.from({ length: count }, (_, index) => plainPlan(`p${100 + index}`));
    const fifty = deploymentWith(entries(50));
    expect(buildBackupPolicies(fifty)).toHaveLength(10);
    expect(checkPolicyQuotas(buildBackupPolicies(fifty), fifty)).toEqual([]);
    const hundred = deploymentWith(entries(100));
    expect(checkPolicyQuotas(buildBackupPolicies(hundred), hundred)).toHaveLength(1);
  });

  test("a plan that is larger than a policy stands in several with the same frame, its rules in one each", () => {
    const rules = Array.from({ length: 10 }, (_, index) => ({
      name: `rule-${index}`,
      schedule: "cron(0 2 ? * * *)",
      lifecycle: { deleteAfterDays: 35 + index },
      copies: regions.slice(0, 3).map((region) => ({ to: "central", region, lifecycle: { deleteAfterDays: 400 } })),
    }));
    const policies = buildBackupPolicies(deploymentWith([plainPlan("daily", { rules })]));
    expect(policies.map(({ name }) => name)).toEqual(
      [1, 2, 3].map((n) => `strongroom-backup-daily${n > 1 ? `--${n}` : ""}`),
    );
    const plans = policies.map(({ content }) => JSON.parse(content).plans.daily);
    expect(new Set(plans.map(({ regions: one, selections }) => JSON.stringify([one, selections]))).size).toBe(1);
    expect(plans.flatMap((one) => Object.keys(one.rules).filter((key) => key !== control)).sort()).toEqual(
      rules.map(({ name }) => name),
    );
  });
});
