/** BACKUP_POLICY documents: their syntax, what children may do, and their size. */

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
    "  - { name: below, targets: [payments], select: { tag: { key: b, values: [c] } }, rules: [{ name: r, schedule: cron(0 0 ? * * *) }] }\n";
  const plans = plansOf(
    edit(validText, "\nguardrails:", `${below}\nguardrails:`).replace("name: below", "name: zbelow"),
  );
  expect(plans[control]).toEqual(["@@append"]);
  expect(plans["daily_eu-central-1"][control]).toEqual(["@@none"]);
});
