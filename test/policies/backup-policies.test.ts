/** BACKUP_POLICY documents: their syntax, what children may do, and their size. */

import fc from "fast-check";
import { stringify } from "yaml";
import { quotas } from "../../src/aws/quotas";
import { resolveDeployment } from "../../src/model/resolve";
import { buildBackupPolicies } from "../../src/policies/backup-policies";
import { configOf, edit, validText } from "../config/valid";

const control = "@@operators_allowed_for_child_policies";

function policiesOf(text: string) {
  return buildBackupPolicies(resolveDeployment(configOf(text)));
}

function plansOf(text: string) {
  return JSON.parse(policiesOf(text)[0]?.content ?? "{}").plans;
}

/** A document without control operators, each leaf as its value. */
function plain(node: unknown): unknown {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    return node;
  }
  return "@@assign" in node
    ? node["@@assign"]
    : Object.fromEntries(
        Object.entries(node).flatMap(([key, child]) => (key === control ? [] : [[key, plain(child)]])),
      );
}

test("a rule says what the config says, in the words and types of AWS", () => {
  expect(plain(plansOf(validText)["daily_eu-central-1"])).toEqual({
    regions: ["eu-central-1"],
    rules: {
      daily: {
        schedule_expression: "cron(0 2 ? * * *)",
        start_backup_window_minutes: "60",
        complete_backup_window_minutes: "240",
        target_backup_vault_name: "org-local-vault",
        lifecycle: { move_to_cold_storage_after_days: "30", delete_after_days: "120" },
        copy_actions: {
          "arn:aws:backup:eu-central-1:333333333333:backup-vault:org-central-vault": {
            target_backup_vault_arn: "arn:aws:backup:eu-central-1:333333333333:backup-vault:org-central-vault",
            lifecycle: { delete_after_days: "365" },
          },
          "arn:aws:backup:eu-west-1:333333333333:backup-vault:org-central-vault": {
            target_backup_vault_arn: "arn:aws:backup:eu-west-1:333333333333:backup-vault:org-central-vault",
            lifecycle: { delete_after_days: "2555" },
          },
        },
      },
    },
    selections: {
      tags: {
        selection: {
          iam_role_arn: "arn:aws:iam::$account:role/OrgBackupRole",
          tag_key: "backup",
          tag_value: ["daily"],
        },
      },
    },
  });
});

test("types with tags are resources with conditions, because AWS takes tags or resources", () => {
  const plans = plansOf(
    edit(
      validText,
      "select: { tag: { key: backup, values: [daily] } }",
      "select: { resourceTypes: [RDS, Aurora], excludeResourceTypes: [S3], tags: { stage: prod } }",
    ),
  );
  expect(plain(plans["daily_eu-west-1"].selections)).toEqual({
    resources: {
      selection: {
        iam_role_arn: "arn:aws:iam::$account:role/OrgBackupRole",
        resource_types: ["arn:aws:rds:*:*:cluster:*", "arn:aws:rds:*:*:db:*"],
        not_resource_types: ["arn:aws:s3:::*"],
        conditions: { string_equals: { "tag-1": { condition_key: "aws:ResourceTag/stage", condition_value: "prod" } } },
      },
    },
  });
});

test("ARNs carry the partition", () => {
  const text = edit(
    validText.replaceAll(/\b(eu-central-1|eu-west-1)\b/g, (region) =>
      region === "eu-central-1" ? "us-gov-west-1" : "us-gov-east-1",
    ),
    "partition: aws",
    "partition: aws-us-gov",
  ).replace(", eu-west-3, ap-southeast-1, us-east-1]", "]");
  const [policy] = policiesOf(text);
  expect(policy?.content).toContain("arn:aws-us-gov:backup:us-gov-west-1:333333333333");
  expect(policy?.content).not.toContain("arn:aws:");
});

/** What a policy lets children do, by the path of each node. */
function controls(node: unknown, path = ""): [string, unknown][] {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    return [];
  }
  const own: [string, unknown] = [path, (node as Record<string, unknown>)[control]];
  return [
    own,
    ...Object.entries(node).flatMap(([key, child]) => (key.startsWith("@@") ? [] : controls(child, `${path}/${key}`))),
  ];
}

test("locked: children may change nothing, at any node", () => {
  const nodes = controls(plansOf(validText), "plans");
  expect(nodes.length).toBeGreaterThan(30);
  expect(nodes.filter(([, allowed]) => JSON.stringify(allowed) !== '["@@none"]')).toEqual([]);
});

test("additive: children may append plans, and change none of these", () => {
  const nodes = controls(plansOf(edit(validText, "enforcement: locked", "enforcement: additive")), "plans");
  expect(nodes[0]).toEqual(["plans", ["@@append"]]);
  expect(nodes.slice(1).filter(([, allowed]) => JSON.stringify(allowed) !== '["@@none"]')).toEqual([]);
});

test("open: AWS's default, without a word", () => {
  const nodes = controls(plansOf(edit(validText, "enforcement: locked", "enforcement: open")), "plans");
  expect(nodes.filter(([, allowed]) => allowed !== undefined)).toEqual([]);
});

test("a locked plan at the root does not shut out Strongroom's own plan further down", () => {
  const below =
    "  - { name: below, targets: [payments], select: { tag: { key: b, values: [c] } }, rules: [{ name: r, schedule: rate(1 day) }] }\n";
  const plans = plansOf(
    edit(validText, "\nguardrails:", `${below}\nguardrails:`).replace("name: below", "name: zbelow"),
  );
  expect(plans[control]).toEqual(["@@append"]);
  expect(plans["daily_eu-central-1"][control]).toEqual(["@@none"]);
});

const regions = ["eu-central-1", "eu-west-1", "eu-west-3", "ap-southeast-1", "us-east-1"];

const planArbitrary = fc.record({
  regions: fc.subarray(regions, { minLength: 1 }),
  enforcement: fc.constantFrom("locked", "additive", "open"),
  select: fc.constantFrom(
    { tag: { key: "backup", values: ["b", "a"] } },
    { resourceTypes: ["S3", "RDS"], tags: { z: "1", a: "2" } },
  ),
  targets: fc.subarray(["root", "Production", "payments"], { minLength: 1 }),
  rules: fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z]{1,12}$/),
      schedule: fc.constant("cron(0 2 ? * * *)"),
      lifecycle: fc.record({ deleteAfterDays: fc.integer({ min: 1, max: 3000 }) }),
      copies: fc.array(
        fc.record({ to: fc.constant("central"), region: fc.option(fc.constantFrom(...regions), { nil: undefined }) }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 2, selector: ({ name }) => name },
  ),
});

function withPlans(plans: readonly object[]): string {
  const start = validText.indexOf("backupPlans:");
  const end = validText.indexOf("\nguardrails:");
  const named = plans.map((plan, index) => ({ name: `plan-${index}`, ...plan }));
  return validText.slice(0, start) + stringify({ backupPlans: named }, { keepUndefined: false }) + validText.slice(end);
}

test("whatever the plans, no policy is over its quota, each plan stands in one policy, and names are unique", () => {
  fc.assert(
    fc.property(fc.array(planArbitrary, { minLength: 1, maxLength: 4 }), (plans) => {
      const deployment = resolveDeployment(configOf(withPlans(plans)));
      const policies = buildBackupPolicies(deployment);
      const planNames = policies.flatMap(({ content }) =>
        Object.keys(JSON.parse(content).plans).filter((key) => key !== control),
      );
      expect(policies.every(({ content }) => content.length <= quotas.backupPolicy.characters)).toBe(true);
      expect(planNames.sort()).toEqual(
        deployment.backupPlanGroups.flatMap((group) => group.plans.map(({ name }) => name)).sort(),
      );
      expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
    }),
    { numRuns: 100 },
  );
});

test("a plan that does not fit into one policy is split between plans, in as few policies as their order allows", () => {
  const rules = [1, 2].map((n) => ({
    name: `rule-${n}`,
    schedule: "cron(0 2 ? * * *)",
    lifecycle: { deleteAfterDays: 35 },
    copies: [{ to: "central" }, { to: "central", region: "us-east-1" }],
  }));
  const policies = policiesOf(
    withPlans([{ targets: ["root"], select: { tag: { key: "backup", values: ["daily"] } }, rules }]),
  );
  expect(policies.map(({ name }) => name)).toEqual(["strongroom-backup-plan-0", "strongroom-backup-plan-0--2"]);
});
