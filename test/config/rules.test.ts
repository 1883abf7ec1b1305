/** Every rule, by an edit of a valid config that breaks it and nothing else. */

import { rules } from "../../src/config/rules/all";
import { check, edit, lineOf, validText } from "./valid";

interface Case {
  readonly rule: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** Part of the edited text on the line of the finding. */
  readonly at: string;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    rule: "account-id-duplicate",
    edits: [['id: "444444444444"', 'id: "333333333333"']],
    at: '    id: "333333333333"',
    says: "backup-storage",
  },
  {
    rule: "account-name-duplicate",
    edits: [["name: payments", "name: Backup-Admin"]],
    at: "name: Backup-Admin",
    says: "222222222222",
  },
  {
    rule: "account-name-format",
    edits: [["name: payments", "name: pay ments"]],
    at: "name: pay ments",
    says: "pay ments",
  },
  {
    rule: "purpose-count",
    edits: [["purpose: backupAdministrator", "purpose: workload"]],
    at: "  - { name: management",
    says: "backupAdministrator; here 0 have it",
  },
  {
    rule: "purpose-count",
    edits: [['id: "444444444444"', 'id: "444444444444"\n    purpose: centralBackup']],
    at: "    purpose: centralBackup",
    says: "here 2 have it",
  },
  {
    rule: "ou-unknown",
    edits: [["    organizationalUnit: Production", "    organizationalUnit: Produktion"]],
    at: "Produktion",
    says: "Produktion",
  },
  {
    rule: "ou-unknown",
    edits: [["parent: Workloads", "parent: Workload"]],
    at: "parent: Workload ",
    says: "`Workload`",
  },
  {
    rule: "ou-duplicate",
    edits: [["name: Workloads, id: ou-a1b2-22222222", "name: Workloads, id: ou-a1b2-11111111"]],
    at: "name: Workloads",
    says: "`Security`",
  },
  {
    rule: "ou-duplicate",
    edits: [["organizationalUnits:", "organizationalUnits:\n  - { name: payments, id: ou-a1b2-44444444 }"]],
    at: "  - { name: payments",
    says: "an account",
  },
  {
    rule: "ou-cycle",
    edits: [["name: Workloads, id: ou-a1b2-22222222", "name: Workloads, id: ou-a1b2-22222222, parent: Workloads"]],
    at: "parent: Workloads }",
    says: "below itself",
  },
  {
    rule: "ou-depth",
    edits: [
      [
        "  - { name: Security",
        [1, 2, 3, 4]
          .map((n) => `  - { name: D${n}, id: ou-a1b2-5555555${n}, parent: ${n === 1 ? "Production" : `D${n - 1}`} }\n`)
          .join("") + "  - { name: Security",
      ],
    ],
    at: "name: D4",
    says: "6 deep; AWS allows 5",
  },
  {
    rule: "region-unknown",
    edits: [["us-east-1]", "us-east-9]"]],
    at: "us-east-9",
    says: "us-east-9",
  },
  {
    rule: "region-duplicate",
    edits: [["us-east-1]", "us-east-1, us-east-1]"]],
    at: "us-east-1]",
    says: "us-east-1",
  },
  {
    rule: "home-region-governed",
    edits: [["homeRegion: eu-central-1", "homeRegion: eu-north-1"]],
    at: "homeRegion",
    says: "eu-north-1",
  },
  {
    rule: "region-not-governed",
    edits: [
      [
        "regions: [eu-central-1, eu-west-1] # default: every Region above",
        "regions: [eu-central-1, eu-west-1, eu-north-1]",
      ],
    ],
    at: "eu-north-1",
    says: "eu-north-1",
  },
  {
    rule: "region-not-governed",
    edits: [["regions: [eu-central-1, eu-west-1] # default: every Region\n", "regions: [eu-central-1, eu-north-1]\n"]],
    at: "eu-north-1",
    says: "eu-north-1",
  },
  {
    rule: "encryption-account-unknown",
    edits: [["account: management #", "account: keys #"]],
    at: "account: keys",
    says: "keys",
  },
  {
    rule: "deployment-role-central",
    edits: [["deploymentRoleName: AWSControlTowerExecution", "deploymentRoleName: BackupAdminRole"]],
    at: "breakGlass:",
    says: "deployment role already",
  },
  {
    rule: "role-duplicate",
    edits: [["restore: OrgRestoreRole", "restore: OrgBackupRole"]],
    at: "restore: OrgBackupRole",
    says: "roles.backup",
  },
  {
    rule: "vpc-duplicate",
    edits: [["vpc-1a1b2c3d4e5f60718", "vpc-0a1b2c3d4e5f60718"]],
    at: "routeTableIds: all",
    says: "payments",
  },
  {
    rule: "vpc-region",
    edits: [["region: eu-west-1, routeTableIds: all", "region: us-east-1, routeTableIds: all"]],
    at: "routeTableIds: all",
    says: "us-east-1",
  },
  {
    rule: "route-table-duplicate",
    edits: [["rtb-1a2b3c4d", "rtb-0a1b2c3d"]],
    at: "rtb-0a1b2c3d",
    says: "rtb-0a1b2c3d",
  },
  {
    rule: "vault-default",
    edits: [["local: { name: org-local-vault }", "local: { name: Default }"]],
    at: "name: Default",
    says: "AWS's own",
  },
  {
    rule: "lock-range",
    edits: [["minRetentionDays: 30", "minRetentionDays: 3000"]],
    at: "minRetentionDays",
    says: "3000 days, is above the maximum, 2555 days",
  },
  {
    rule: "lock-unacknowledged",
    edits: [["acknowledgeIrreversible: true", "acknowledgeIrreversible: false"]],
    at: "mode: compliance",
    says: "irreversible 30 days",
  },
  {
    rule: "plan-duplicate",
    edits: [
      [
        "guardrails:",
        "  - { name: DAILY, targets: [root], select: { tag: { key: b, values: [c] } }, rules: [{ name: r, schedule: rate(1 day) }] }\nguardrails:",
      ],
    ],
    at: "name: DAILY",
    says: "`daily`",
  },
  {
    rule: "rule-duplicate",
    edits: [["\nguardrails:", "      - { name: Daily, schedule: rate(1 day) }\n\nguardrails:"]],
    at: "name: Daily",
    says: "`Daily`",
  },
  {
    rule: "rule-count",
    edits: [
      [
        "\nguardrails:",
        `${[..."abcdefghij"].map((name) => `      - { name: ${name}, schedule: rate(1 day) }\n`).join("")}\nguardrails:`,
      ],
    ],
    at: "name: j,",
    says: "11 rules; AWS Backup takes 10",
  },
  {
    rule: "copy-count",
    edits: [
      [
        "\nguardrails:",
        `${["eu-west-3", "us-east-1", "eu-central-1", "ap-southeast-1"].map((region) => `          - { to: central, region: ${region} }\n`).join("")}\nguardrails:`,
      ],
    ],
    at: "region: ap-southeast-1 }",
    says: "6 copies; AWS Backup takes 5",
  },
  {
    rule: "copy-region-no-vault",
    edits: [["{ to: central, region: eu-west-1,", "{ to: central, region: eu-north-1,"]],
    at: "region: eu-north-1",
    says: "no central vault",
  },
  {
    rule: "plan-target-unknown",
    edits: [["targets: [Production] #", "targets: [Produktion] #"]],
    at: "targets: [Produktion] #",
    says: "Produktion",
  },
  {
    rule: "guardrail-target-unknown",
    edits: [["protectBackups: { targets: [root] }", "protectBackups: { targets: [Root] }"]],
    at: "targets: [Root]",
    says: "`Root`",
  },
];

test("the example of the design passes every rule", () => {
  expect(check(validText).findings).toEqual([]);
});

test.each(cases)("$rule is found at its line, and nothing else", ({ rule, edits, at, says }) => {
  const text = edits.reduce((result, [from, to]) => edit(result, from, to), validText);
  const { config, findings } = check(text);
  expect(findings.map((finding) => finding.rule)).toEqual([rule]);
  expect(findings[0]?.line).toBe(lineOf(text, at));
  expect(`${findings[0]?.message} ${findings[0]?.hint}`).toContain(says);
  expect(config).toBeUndefined();
});

test("every rule has a case here", () => {
  expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual(rules.map(({ id }) => id).sort());
});

test("two broken accounts are found together", () => {
  const text = edit(
    edit(validText, "    organizationalUnit: Production", "    organizationalUnit: Nowhere"),
    "purpose: centralBackup, organizationalUnit: Security",
    "purpose: centralBackup, organizationalUnit: Elsewhere",
  );
  expect(check(text).findings.map(({ path }) => path)).toEqual([
    "accounts[2].organizationalUnit",
    "accounts[3].organizationalUnit",
  ]);
});
