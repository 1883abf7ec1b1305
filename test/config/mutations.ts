/** Mistakes in test/fixtures/org.yaml, each with the rule that finds it and where. */

import { type Edit } from "./valid";

export interface Mutation {
  readonly name: string;
  readonly rule: string;
  readonly edits: readonly Edit[];
  /** Part of the edited text, or of the file in which the finding is, on its line. */
  readonly at: string;
  /** Texts of the files that the config then names. */
  readonly files?: Readonly<Record<string, string>>;
}

const daily = "lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 120 }";
const tagSelection = "select: { tag: { key: backup, values: [daily] } }";
const sameRegionCopy = "- { to: central, lifecycle: { deleteAfterDays: 365 } } # same Region as the source";
const monthlyCopy = "copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }]";
const state = "state: { type: local } # or s3, or cloud: docs/configuration.md";
const requiredTag = "values: [daily, monthly, disabled, custom]";
const lock = (text: string): Edit => [
  "local: { name: org-local-vault }",
  `local: { name: org-local-vault, lock: ${text} }`,
];
const plan = (text: string): Edit => ["\nguardrails:", `  - ${text}\n\nguardrails:`];
const rule = "rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 }";
const typed = (types: string, keys = ""): Edit =>
  plan(`{ name: typed, targets: [payments], regions: [eu-west-1], select: { ${types} }, ${rule}${keys} }] }`);

const breakGlass = (arn: string): Edit => [
  "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*",
  arn,
];

/** Six plans, with twenty tags each. */
const manyTags: Edit = [
  "\nguardrails:",
  `${[..."abcdef"]
    .map((name) => {
      const tags = Array.from({ length: 20 }, (_, index) => `${name}-${index}: x`).join(", ");
      return `  - { name: many-${name}, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], tags: { ${tags} } }, ${rule} }] }\n`;
    })
    .join("")}\nguardrails:`,
];

function manyRoles(backupRoles: number, administrators = 0): Edit[] {
  const names = (name: string, count: number) => [...Array(count).keys()].map((n) => `${name}${n}`).join(", ");
  return [
    [
      "  stayInOrganization: { targets: [root] }",
      "  protectKeys: { targets: [root] }\n  stayInOrganization: { targets: [root] }",
    ],
    // The SCPs name the same roles, several times.
    ["  protectBackups: { targets: [root] }", "  protectBackups: { targets: [payments] }"],
    ["  restrictCopies: { targets: [root] }", "  restrictCopies: { targets: [Workloads] }"],
    ["  protectBackupTag: { targets: [Production] }", "  protectBackupTag: { targets: [Workloads] }"],
    [
      "  restore: OrgRestoreRole\n",
      `  restore: OrgRestoreRole\n  otherBackupRoles: [${names("Backup", backupRoles)}]\n`,
    ],
    [
      "  account: management # a separate key account is safer: SCPs reach it\n",
      `  account: backup-admin\n  keyId: mrk-0123456789abcdef0123456789abcdef\n  administratorRoles: [${names("KeyAdministrator", administrators)}]\n`,
    ],
  ];
}

function mutation(name: string, ruleId: string, at: string, ...edits: readonly Edit[]): Mutation {
  return { name, rule: ruleId, at, edits };
}

const statement = (body: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    ${body}
  ]
}
`;
const denyBuckets = statement('{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }');

/** A guardrail of the team's own, whose file `ours.json` holds the text. */
function additional(
  name: string,
  ruleId: string,
  at: string,
  text: string,
  entry: Record<string, string> = {},
): Mutation {
  const keys = Object.entries({ name: "ours", file: "ours.json", targets: "[Production]", ...entry });
  const line = `additional: [{ ${keys.map(([key, value]) => `${key}: ${value}`).join(", ")} }]`;
  const first = "protectBackups: { targets: [root] }";
  return { ...mutation(name, ruleId, at, [first, `${first}\n  ${line}`]), files: { "ours.json": text } };
}

export const mutations: readonly Mutation[] = [
  mutation("an account id twice", "account-id-duplicate", '    id: "333333333333"', [
    'id: "444444444444"',
    'id: "333333333333"',
  ]),
  mutation("an account name twice, in other letters", "account-name-duplicate", "Backup-Admin", [
    "name: payments",
    "name: Backup-Admin",
  ]),
  mutation("an account name with a space", "account-name-format", "pay ments", ["name: payments", "name: pay ments"]),
  mutation("an account called root", "account-name-format", "name: root", ["name: payments", "name: root"]),
  mutation("an account name of 83 characters", "account-name-format", "name: xxxx", [
    "name: payments",
    `name: ${"x".repeat(83)}`,
  ]),
  mutation("no backup administrator", "purpose-count", "  - { name: management", [
    "purpose: backupAdministrator",
    "purpose: workload",
  ]),
  mutation("two central accounts", "purpose-count", "    purpose: centralBackup", [
    'id: "444444444444"',
    'id: "444444444444"\n    purpose: centralBackup',
  ]),
  mutation("an account in an unknown OU", "ou-unknown", "Produktion", [
    "    organizationalUnit: Production",
    "    organizationalUnit: Produktion",
  ]),
  mutation("an OU below an unknown one", "ou-unknown", "parent: Workload ", ["parent: Workloads", "parent: Workload"]),
  mutation("an OU id twice", "ou-duplicate", "name: Workloads", [
    "name: Workloads, id: ou-a1b2-22222222",
    "name: Workloads, id: ou-a1b2-11111111",
  ]),
  mutation("an OU called like an account", "ou-duplicate", "  - { name: payments", [
    "organizationalUnits:",
    "organizationalUnits:\n  - { name: payments, id: ou-a1b2-44444444 }",
  ]),
  mutation("an OU called root", "ou-duplicate", "  - { name: root", [
    "organizationalUnits:",
    "organizationalUnits:\n  - { name: root, id: ou-a1b2-44444444 }",
  ]),
  mutation("an OU below itself", "ou-cycle", "parent: Workloads }", [
    "name: Workloads, id: ou-a1b2-22222222",
    "name: Workloads, id: ou-a1b2-22222222, parent: Workloads",
  ]),
  mutation("an OU six deep", "ou-depth", "name: D4", [
    "  - { name: Security, id",
    `${[1, 2, 3, 4].map((n) => `  - { name: D${n}, id: ou-a1b2-5555555${n}, parent: ${n === 1 ? "Production" : `D${n - 1}`} }\n`).join("")}  - { name: Security, id`,
  ]),
  mutation("a Region that does not exist", "region-unknown", "us-east-9", ["us-east-1]", "us-east-9]"]),
  mutation("a Region that is a zone", "region-unknown", "us-east-1a", ["us-east-1]", "us-east-1a]"]),
  mutation("a Region of another partition", "region-unknown", "cn-north-1", ["us-east-1]", "us-east-1, cn-north-1]"]),
  mutation("a Region twice", "region-duplicate", "us-east-1, us-east-1]", ["us-east-1]", "us-east-1, us-east-1]"]),
  mutation("a home Region that is not governed", "home-region-governed", "homeRegion", [
    "homeRegion: eu-central-1",
    "homeRegion: eu-north-1",
  ]),
  mutation("an account in a Region that is not governed", "region-not-governed", "eu-north-1", [
    "regions: [eu-central-1, eu-west-1] # default: every Region above",
    "regions: [eu-central-1, eu-west-1, eu-north-1]",
  ]),
  mutation("a plan in a Region that is not governed", "region-not-governed", "eu-north-1", [
    "regions: [eu-central-1, eu-west-1] # default: every Region\n",
    "regions: [eu-central-1, eu-north-1]\n",
  ]),
  mutation("an opt-in Region", "region-opt-in", "eu-south-1", ["us-east-1]", "us-east-1, eu-south-1]"]),
  mutation("a key in an unknown account", "encryption-account-unknown", "account: keys", [
    "account: management #",
    "account: keys #",
  ]),
  mutation("a deployment role that breaks glass", "deployment-role-central", "breakGlass:", [
    "deploymentRoleName: AWSControlTowerExecution",
    "deploymentRoleName: BackupAdminRole",
  ]),
  mutation("one role for two things", "role-duplicate", "restore: OrgBackupRole", [
    "restore: OrgRestoreRole",
    "restore: OrgBackupRole",
  ]),
  mutation("a backup role that a person assumes", "role-other-backup", "otherBackupRoles", [
    "backup: OrgBackupRole",
    "backup: OrgBackupRole\n  otherBackupRoles: [BackupAdminRole]",
  ]),
  mutation("a VPC twice", "vpc-duplicate", "routeTableIds: all", ["vpc-1a1b2c3d4e5f60718", "vpc-0a1b2c3d4e5f60718"]),
  mutation("a VPC outside the account's Regions", "vpc-region", "routeTableIds: all", [
    "region: eu-west-1, routeTableIds: all",
    "region: us-east-1, routeTableIds: all",
  ]),
  mutation("a route table twice", "route-table-duplicate", "rtb-0a1b2c3d", ["rtb-1a2b3c4d", "rtb-0a1b2c3d"]),
  mutation("an account without a VPC", "network-uncovered", "name: ledger", [
    "  - name: payments",
    '  - { name: ledger, id: "555555555555", organizationalUnit: Production, regions: [eu-central-1, eu-west-1] }\n  - name: payments',
  ]),
  mutation("a vault name with a space", "vault-name", "central vault", [
    "name: org-central-vault",
    "name: central vault",
  ]),
  mutation("a vault called Default", "vault-default", "name: Default", [
    "local: { name: org-local-vault }",
    "local: { name: Default }",
  ]),
  mutation(
    "a lock whose minimum is above its maximum",
    "lock-range",
    "minRetentionDays: 3000",
    lock("{ mode: governance, minRetentionDays: 3000, maxRetentionDays: 2 }"),
  ),
  mutation(
    "a lock of no days",
    "lock-range",
    "minRetentionDays: 0",
    lock("{ mode: governance, minRetentionDays: 0, maxRetentionDays: 200 }"),
  ),
  mutation("a lock of more than a hundred years", "lock-range", "maxRetentionDays: 36501", [
    "maxRetentionDays: 2555",
    "maxRetentionDays: 36501",
  ]),
  mutation("a cooling-off time of two days", "lock-cooling-off", "coolingOffDays: 2", [
    "coolingOffDays: 30",
    "coolingOffDays: 2",
  ]),
  mutation(
    "a cooling-off time on a governance lock",
    "lock-cooling-off",
    "coolingOffDays: 30",
    ["mode: compliance", "mode: governance"],
    ["      acknowledgeIrreversible: true\n", ""],
  ),
  mutation("a compliance lock that nobody acknowledged", "lock-unacknowledged", "acknowledgeIrreversible: false", [
    "acknowledgeIrreversible: true",
    "acknowledgeIrreversible: false",
  ]),
  mutation(
    "a lock without a maximum",
    "lock-no-maximum",
    "mode: governance",
    lock("{ mode: governance, minRetentionDays: 1 }"),
  ),
  mutation("an alias without its prefix", "kms-alias", "alias: central", [
    "alias: alias/central-backup",
    "alias: central-backup",
  ]),
  mutation("an alias of AWS's own", "kms-alias", "alias: alias/aws", [
    "alias: alias/central-backup",
    "alias: alias/aws/backup",
  ]),
  mutation("a deletion window of six days", "kms-deletion-window", "deletionWindowDays: 6", [
    "deletionWindowDays: 30",
    "deletionWindowDays: 6",
  ]),
  mutation("a deletion window of 31 days", "kms-deletion-window", "deletionWindowDays: 31", [
    "deletionWindowDays: 30",
    "deletionWindowDays: 31",
  ]),
  mutation("a rotation period of 89 days", "kms-rotation-period", "rotationPeriodDays: 89", [
    "rotationPeriodDays: 365",
    "rotationPeriodDays: 89",
  ]),
  mutation("a rotation period of 2561 days", "kms-rotation-period", "rotationPeriodDays: 2561", [
    "rotationPeriodDays: 365",
    "rotationPeriodDays: 2561",
  ]),
  mutation("a pinned key whose replicas nobody sees", "kms-key-replicas", "keyId: mrk-", [
    "  account: management # a separate key account is safer: SCPs reach it",
    "  account: management # a separate key account is safer: SCPs reach it\n  keyId: mrk-0123456789abcdef0123456789abcdef",
  ]),
  mutation("a key in the management account", "kms-key-in-management", "  account: management #", [
    "account: management # a separate key account is safer: SCPs reach it",
    "account: management # for now",
  ]),
  mutation(
    "anybody breaks the glass",
    "break-glass-principal",
    "role/*",
    breakGlass("arn:aws:iam::111111111111:role/*"),
  ),
  mutation(
    "a break-glass principal of another partition",
    "break-glass-partition",
    "arn:aws-cn",
    breakGlass("arn:aws-cn:iam::111111111111:role/OnCall"),
  ),
  mutation(
    "a break-glass principal of an account that is not listed",
    "break-glass-account",
    "999999999999",
    breakGlass("arn:aws:iam::999999999999:role/OnCall"),
  ),
  mutation("a break-glass session of a day", "break-glass-session", "maxSessionMinutes: 1440", [
    "maxSessionMinutes: 60",
    "maxSessionMinutes: 1440",
  ]),
  mutation("a single-Region key id", "kms-key-id", "keyId", [
    "encryption:\n",
    "encryption:\n  keyId: 01234567-89ab-cdef-0123-456789abcdef\n",
  ]),
  mutation(
    "a plan name twice, in other letters",
    "plan-duplicate",
    "name: DAILY",
    plan(
      `{ name: DAILY, targets: [payments], regions: [eu-west-1], select: { tag: { key: b, values: [c] } }, ${rule} }] }`,
    ),
  ),
  mutation(
    "a plan called like another one in a Region",
    "plan-duplicate",
    "name: daily_eu-west-1",
    plan(
      `{ name: daily_eu-west-1, targets: [payments], regions: [eu-west-1], select: { tag: { key: b, values: [c] } }, ${rule} }] }`,
    ),
  ),
  mutation("roles that differ in case alone", "role-duplicate", "restore: orgbackuprole", [
    "restore: OrgRestoreRole",
    "restore: orgbackuprole",
  ]),
  mutation(
    "a plan that excludes what it selects by another name",
    "selection-empty",
    "name: typed",
    typed("resourceTypes: [Aurora], excludeResourceTypes: [Neptune]"),
  ),
  mutation("text that CDKTF takes for its own", "text-reserved", "TfToken", [
    "tags: { Owner: platform }",
    "tags: { Owner: 'TfToken[TOKEN.1]' }",
  ]),
  mutation("a plan for nobody we know", "plan-target-unknown", "[Produktion] #", [
    "targets: [Production] #",
    "targets: [Produktion] #",
  ]),
  mutation("a plan that reaches no workload account", "plan-empty", "[Security] #", [
    "targets: [Production] #",
    "targets: [Security] #",
  ]),
  mutation("a plan in no Region of its accounts", "plan-empty", "targets: [Production] #", [
    "regions: [eu-central-1, eu-west-1] # default: every Region\n",
    "regions: [us-east-1]\n",
  ]),
  mutation("a plan beyond its accounts' Regions", "plan-beyond-account", "regions: [eu-west-1, us-east-1]", [
    "regions: [eu-central-1, eu-west-1] # default: every Region\n",
    "regions: [eu-west-1, us-east-1]\n",
  ]),
  mutation("a rule name twice, in other letters", "rule-duplicate", "name: DAILY", [
    "  - name: monthly\n    targets",
    "      - { name: DAILY, schedule: cron(0 0 ? * * *), lifecycle: { deleteAfterDays: 9 } }\n  - name: monthly\n    targets",
  ]),
  mutation("eleven rules", "rule-count", "name: r9,", [
    "  - name: monthly\n    targets",
    `${[...Array(10).keys()].map((n) => `      - { name: r${n}, schedule: cron(0 0 ? * * *), lifecycle: { deleteAfterDays: 9 } }\n`).join("")}  - name: monthly\n    targets`,
  ]),
  mutation("six copies", "copy-count", "{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }", [
    sameRegionCopy,
    `${["eu-west-3", "eu-central-1", "ap-southeast-1", "us-east-1"].map((region, index) => `- { to: central, region: ${region}, lifecycle: { deleteAfterDays: ${34 - index} } }\n          `).join("")}${sameRegionCopy}`,
  ]),
  mutation("a copy twice", "copy-duplicate", sameRegionCopy, [
    sameRegionCopy,
    `- { to: central }\n          ${sameRegionCopy}`,
  ]),
  mutation("a copy to a Region without a vault", "copy-region-no-vault", "region: eu-north-1", [
    "{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }\n",
    "{ to: central, region: eu-north-1, lifecycle: { deleteAfterDays: 2555 } }\n",
  ]),
  mutation("a schedule of five fields", "schedule-syntax", "cron(0 2 * * *)", ["cron(0 2 ? * * *)", "cron(0 2 * * *)"]),
  mutation("a schedule without a question mark", "schedule-syntax", "cron(0 2 * * * *)", [
    "cron(0 2 ? * * *)",
    "cron(0 2 * * * *)",
  ]),
  mutation("a schedule at 24 o'clock", "schedule-syntax", "cron(0 24", ["cron(0 2 ? * * *)", "cron(0 24 ? * * *)"]),
  mutation("a schedule on the thirtieth of February", "schedule-syntax", "cron(0 2 30 2", [
    "cron(0 2 ? * * *)",
    "cron(0 2 30 2 ? *)",
  ]),
  mutation("a rate", "schedule-syntax", "rate(1 day)", ["cron(0 2 ? * * *)", "rate(1 day)"]),
  mutation("a schedule every half hour", "schedule-too-frequent", "0/30", [
    "cron(0 2 ? * * *)",
    "cron(0/30 * ? * * *)",
  ]),
  mutation("a step as wide as the hours", "schedule-wide-step", "0/24", ["cron(0 2 ? * * *)", "cron(0 0/24 ? * * *)"]),
  mutation("a start window of 59 minutes", "window-start", "startWindowMinutes: 59", [
    "startWindowMinutes: 60",
    "startWindowMinutes: 59",
  ]),
  mutation("a start window of more than a month", "start-window-compared", "startWindowMinutes: 44641", [
    "startWindowMinutes: 60\n        completionWindowMinutes: 240",
    "startWindowMinutes: 44641\n        completionWindowMinutes: 60000",
  ]),
  mutation("a start window of more than a century", "window-start", "startWindowMinutes: 52560001", [
    "startWindowMinutes: 60",
    "startWindowMinutes: 52560001",
  ]),
  mutation("a retention of more than a century", "lifecycle-days", "deleteAfterDays: 40000", [
    daily,
    "lifecycle: { deleteAfterDays: 40000 }",
  ]),
  mutation(
    "a copy that moves to cold storage, and expires with its backup",
    "lifecycle-cold",
    "moveToColdStorageAfterDays: 31",
    [sameRegionCopy, "- { to: central, lifecycle: { moveToColdStorageAfterDays: 31 } }"],
  ),
  mutation("backups that expire before the next", "retention-gap", "name: rare,", [
    "  - name: monthly\n    targets",
    "  - { name: rare, targets: [Production], select: { tag: { key: backup, values: [rare] } }, rules: [{ name: rare, schedule: cron(0 12 1 * ? *), lifecycle: { deleteAfterDays: 7 } }] }\n  - name: monthly\n    targets",
  ]),
  mutation("rules whose start windows meet", "rules-overlap", "name: two,", [
    "  - name: monthly\n    targets",
    "  - { name: two, targets: [Production], select: { tag: { key: backup, values: [two] } }, rules: [{ name: daily, schedule: cron(0 2 ? * * *), lifecycle: { deleteAfterDays: 35 } }, { name: weekly, schedule: cron(0 4 ? * SUN *), lifecycle: { deleteAfterDays: 90 } }] }\n  - name: monthly\n    targets",
  ]),
  mutation("a star as the value of a tag", "tag-wildcard", 'values: ["*"]', [
    "select: { tag: { key: backup, values: [daily] } }",
    'select: { tag: { key: backup, values: ["*"] } }',
  ]),
  mutation("a star under where.equals", "tag-wildcard", "app: pay-*", [
    "    select: { tag: { key: backup, values: [monthly] } }",
    "    select:\n      resourceTypes: [EBS]\n      where:\n        equals:\n          app: pay-*",
  ]),
  mutation("a question mark in a pattern", "tag-wildcard", "app: pay-?", [
    "    select: { tag: { key: backup, values: [monthly] } }",
    '    select:\n      resourceTypes: ["*"]\n      where:\n        like:\n          app: pay-?',
  ]),
  mutation("more tag values than a selection takes", "selection-size", "values:", [
    tagSelection,
    `select: { tag: { key: backup, values: [daily, ${[...Array(30).keys()].map((n) => `v${n}`).join(", ")}] } }`,
  ]),
  mutation("more conditions than a selection takes", "selection-size", "name: many,", [
    "\nguardrails:",
    `  - { name: many, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], tags: { t: a }, where: { notEquals: { t: [${[...Array(30).keys()].map((n) => `v${n}`).join(", ")}] } } }, ${rule} }] }\n\nguardrails:`,
  ]),
  mutation("conditions that exclude each other", "selection-empty", "name: never,", [
    "\nguardrails:",
    `  - { name: never, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], tags: { stage: prod }, where: { notLike: { stage: "p*" } } }, ${rule} }] }\n\nguardrails:`,
  ]),
  mutation("a completion window within the start window", "window-order", "completionWindowMinutes: 240", [
    "startWindowMinutes: 60",
    "startWindowMinutes: 240",
  ]),
  mutation("too few days in cold storage", "lifecycle-cold", "deleteAfterDays: 119", [
    daily,
    "lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 119 }",
  ]),
  mutation("a copy too few days in cold storage", "lifecycle-cold", "deleteAfterDays: 364", [
    sameRegionCopy,
    "- { to: central, lifecycle: { moveToColdStorageAfterDays: 300, deleteAfterDays: 364 } }",
  ]),
  mutation(
    "a continuous backup for 36 days",
    "continuous-retention",
    "deleteAfterDays: 36",
    ["continuousBackup: false", "continuousBackup: true"],
    [daily, "lifecycle: { deleteAfterDays: 36 }"],
  ),
  mutation(
    "a continuous backup in cold storage",
    "continuous-retention",
    "moveToColdStorageAfterDays: 5",
    ["continuousBackup: false", "continuousBackup: true"],
    [daily, "lifecycle: { moveToColdStorageAfterDays: 5 , deleteAfterDays: 35 }"],
  ),
  mutation("a copy that is kept too short for the lock", "retention-outside-lock", "deleteAfterDays: 29", [
    sameRegionCopy,
    "- { to: central, lifecycle: { deleteAfterDays: 29 } }",
  ]),
  mutation("a copy that is kept too long for the lock", "retention-outside-lock", "deleteAfterDays: 2556", [
    monthlyCopy,
    "copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2556 } }]",
  ]),
  mutation(
    "a backup that is kept too long for the local lock",
    "retention-outside-lock",
    "deleteAfterDays: 120",
    lock("{ mode: governance, minRetentionDays: 1, maxRetentionDays: 100 }"),
  ),
  mutation(
    "a preset that the local lock does not take",
    "retention-outside-lock",
    "use: daily-35",
    lock("{ mode: governance, minRetentionDays: 90, maxRetentionDays: 2555 }"),
    plan(
      "{ name: simple, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [simple] } }, use: daily-35 }",
    ),
  ),
  mutation("a copy that is kept for ever in a locked vault", "retention-unbounded", "lifecycle: {} }", [
    sameRegionCopy,
    "- { to: central, lifecycle: {} }",
  ]),
  mutation(
    "a plan that excludes what it selects",
    "selection-empty",
    "name: typed",
    typed("resourceTypes: [S3], excludeResourceTypes: [S3]"),
  ),
  mutation(
    "a plan that selects no value",
    "selection-empty",
    "values: [] } }",
    [tagSelection, "select: { tag: { key: backup, values: [] } }"],
    [requiredTag, "values: [monthly]"],
  ),
  mutation("a Region without backup policies", "region-without-backup-policies", "ap-southeast-7", [
    "ap-southeast-1, us-east-1]\n\norg",
    "ap-southeast-7, us-east-1]\n\norg",
  ]),
  mutation("a type that is not opted in", "type-not-opted-in", "name: typed", typed("resourceTypes: [FSx]")),
  mutation(
    "copies of a type that cannot be copied",
    "copy-unsupported",
    "name: typed",
    typed("resourceTypes: [Redshift]", ", copies: [{ to: central }]"),
    ["RDS, S3]", "RDS, S3, Redshift]"],
  ),
  mutation(
    "cold storage for a type without",
    "cold-never",
    "name: typed",
    typed(
      "resourceTypes: [RDS]",
      ", copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 9, deleteAfterDays: 365 } }]",
    ),
  ),
  mutation("cold storage that no service has", "cold-never", daily, ["DynamoDB, EBS, EC2, EFS, RDS", "EBS, EC2, RDS"]),
  mutation(
    "a continuous backup of a type without",
    "continuous-unsupported",
    "name: typed",
    typed("resourceTypes: [EBS]", ", continuousBackup: true"),
  ),
  mutation("copies of types some of which cannot be copied", "copy-partial", sameRegionCopy, [
    "RDS, S3]",
    "RDS, S3, Redshift]",
  ]),
  mutation("cold storage for types some of which have none", "cold-partial", "moveToColdStorageAfterDays: 29", [
    daily,
    "lifecycle: { moveToColdStorageAfterDays: 29, deleteAfterDays: 120 }",
  ]),
  mutation(
    "continuous backups of types some of which have none",
    "continuous-partial",
    "name: typed",
    typed("resourceTypes: [EBS, RDS]", ", continuousBackup: true"),
  ),
  mutation("a tag of AWS's own", "tag-reserved", "aws:owner", [
    "tags: { Owner: platform }",
    'tags: { "aws:owner": platform }',
  ]),
  mutation(
    "two plans for one resource in one hour",
    "selection-overlap",
    "name: typed",
    plan(
      `{ name: typed, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [daily] } }, rules: [{ name: r, schedule: cron(30 2 ? * SUN *), lifecycle: { deleteAfterDays: 35 } }] }`,
    ),
  ),
  mutation(
    "continuous backups of one database by two plans",
    "continuous-twice",
    "name: typed",
    plan(
      ["other", "typed"]
        .map(
          (name, index) =>
            `{ name: ${name}, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [RDS] }, rules: [{ name: r, schedule: cron(0 1${2 * index} ? * SUN *), continuousBackup: true, lifecycle: { deleteAfterDays: 35 } }] }`,
        )
        .join("\n  - "),
    ),
  ),
  mutation("a guardrail for nobody we know", "guardrail-target-unknown", "targets: [Root]", [
    "stayInOrganization: { targets: [root] }",
    "stayInOrganization: { targets: [Root] }",
  ]),
  mutation("a guardrail on the management account", "guardrail-management", "[root, management]", [
    "stayInOrganization: { targets: [root] }",
    "stayInOrganization: { targets: [root, management] }",
  ]),
  additional("an additional guardrail for nobody we know", "guardrail-target-unknown", "[Prod]", denyBuckets, {
    targets: "[Prod]",
  }),
  additional("an additional guardrail on the management account", "guardrail-management", "management]", denyBuckets, {
    targets: "[Production, management]",
  }),
  additional("an additional guardrail with a name of two hyphens", "guardrail-name", "name: a--b", denyBuckets, {
    name: "a--b",
  }),
  additional("a name twice, in other letters", "guardrail-name", "name: OURS", denyBuckets, {
    targets: "[Production] }, { name: OURS, file: ours.json, targets: [root]",
  }),
  additional("a file that is not there", "guardrail-file", "file: their.json", denyBuckets, { file: "their.json" }),
  additional("a file above the config", "guardrail-file", "file: scp/../../ours.json", denyBuckets, {
    file: "scp/../../ours.json",
  }),
  additional("a comment in a policy", "scp-syntax", "// nobody", statement("// nobody")),
  additional(
    "an element twice",
    "scp-syntax",
    '"Effect": "Allow"',
    statement('{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*",\n      "Effect": "Allow" }'),
  ),
  additional(
    "a principal in an SCP",
    "scp-syntax",
    '"Principal": "*"',
    statement('{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*",\n      "Principal": "*" }'),
  ),
  additional(
    "an action that AWS does not have",
    "scp-action-unknown",
    "RemoveBackupVaultLockConfiguration",
    statement('{ "Effect": "Deny", "Action": "backup:RemoveBackupVaultLockConfiguration", "Resource": "*" }'),
  ),
  additional("a new action that stands nowhere", "scp-action-unknown", "s3:NewAction", denyBuckets, {
    newActions: "[s3:NewAction]",
  }),
  additional(
    "a condition key that AWS does not have",
    "scp-condition-key-unknown",
    "aws:PrincipleArn",
    statement(
      '{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipleArn": "*" } } }',
    ),
  ),
  additional(
    "an SCP that stops backups",
    "scp-stops-own-roles",
    "ec2:CreateSnapshot",
    statement('{ "Effect": "Deny", "Action": "ec2:CreateSnapshot", "Resource": "*" }'),
  ),
  additional(
    "an SCP of 10,241 characters",
    "scp-size",
    "file: ours.json",
    statement(`{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::${"x".repeat(10_131)}" }`),
  ),
  additional(
    "reserved text in a policy",
    "text-reserved",
    "TfToken",
    denyBuckets.replace('"*"', '"arn:aws:s3:::TfToken[1]"'),
  ),
  mutation(
    "a guardrail where role names are free",
    "guardrail-forgeable",
    "protectBackups:",
    ["protectRoles: { targets: [root] }", "protectRoles: { targets: [Production] }"],
    ["  restrictCopies: { targets: [root] }\n", ""],
  ),
  mutation("instances and their volumes with one tag", "contained-twice", "requireBackupTag:", [
    "services: [Aurora, DynamoDB, EC2, EFS, RDS]",
    "services: [EBS, EC2]",
  ]),
  mutation("a tag value that no plan selects", "tag-values-match", "weekly", [
    requiredTag,
    requiredTag.replace("monthly", "monthly, weekly"),
  ]),
  mutation("a workspace prefix with a slash", "workspace-name", "type: cloud", [
    state,
    "state: { type: cloud, organization: acme, workspacePrefix: backup/ }",
  ]),
  mutation("a workspace prefix of 80 characters", "workspace-name", "type: cloud", [
    state,
    `state: { type: cloud, organization: acme, workspacePrefix: ${"x".repeat(80)} }`,
  ]),
  mutation("a state prefix without a slash", "s3-state", "type: s3", [
    state,
    "state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup }",
  ]),
  mutation("a state bucket in no Region", "s3-state", "type: s3", [
    state,
    "state: { type: s3, bucket: acme-tfstate, region: eu-nowhere-1 }",
  ]),
  mutation("local state for two workload accounts", "state-local", "type: local", [
    "  - name: payments",
    '  - { name: ledger, id: "555555555555", organizationalUnit: Security, regions: [eu-central-1] }\n  - name: payments',
  ]),
  mutation(
    "a policy that is too large",
    "policy-size",
    "name: large",
    plan(
      `{ name: large, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], where: { notEquals: { b: [${[...Array(30).keys()].map((n) => `${"v".repeat(250)}${n}`).join(", ")}] } } }, ${rule} }] }`,
    ),
  ),
  mutation("too many policies", "policy-count", "name: p99", [
    "\nguardrails:",
    `${[...Array(100).keys()].map((n) => `  - { name: p${n}, targets: [Production], regions: [eu-west-1], select: { tag: { key: t, values: [v${n}] } }, ${rule} }] }\n`).join("")}\nguardrails:`,
  ]),
  mutation("a guardrail of keys that does not reach the key", "protect-keys-out-of-reach", "protectKeys:", [
    "  stayInOrganization: { targets: [root] }",
    "  protectKeys: { targets: [root] }\n  stayInOrganization: { targets: [root] }",
  ]),
  mutation("an RCP that is too large", "rcp-size", "protectKeys:", ...manyRoles(155)),
  mutation("too many RCPs on the root", "rcp-count", "protectKeys:", ...manyRoles(140, 85)),
  {
    ...mutation("so many SCPs on one OU that none of AWS Control Tower's fits", "scp-room", "acls-7", [
      "  protectBackups: { targets: [root] }",
      `  protectBackups: { targets: [root] }\n  additional:\n${[...Array(8).keys()].map((n) => `    - { name: acls-${n}, file: ours.json, targets: [Security] }`).join("\n")}`,
    ]),
    files: { "ours.json": statement('{ "Effect": "Deny", "Action": "s3:PutBucketAcl", "Resource": "*" }') },
  },
  mutation("too many tags to protect on one OU", "scp-count", "requireBackupTag", manyTags),
  mutation("an SCP that is too large", "scp-size", "requireBackupTag", [
    requiredTag,
    `values: [daily, monthly, ${[...Array(1500).keys()].map((n) => `v${n}`).join(", ")}]`,
  ]),
  mutation("nine permission sets for the break-glass role", "trust-policy-size", "principals:", [
    'sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]',
    `sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*", ${[...Array(8).keys()].map((n) => `"arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupEmergency${n}_*"`).join(", ")}]`,
  ]),
  mutation("sixty permission sets for the break-glass role", "trust-policy-ceiling", "principals:", [
    'sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]',
    `sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*", ${[...Array(60).keys()].map((n) => `"arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupEmergency${n}_*"`).join(", ")}]`,
  ]),
  mutation("300 VPCs in one account", "role-policy-size", "deploymentRoleName", [
    "    vpcs: # each gets an S3 gateway endpoint\n",
    `    vpcs:\n${[...Array(300).keys()].map((n) => `      - { id: vpc-${String(n).padStart(17, "0")}, region: eu-central-1, routeTableIds: all }\n`).join("")}`,
  ]),
  mutation(
    "no copies",
    "copies-none",
    "backupPlans:",
    [
      `        copies:
          - { to: central, lifecycle: { deleteAfterDays: 365 } } # same Region as the source
          - { to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }
`,
      "",
    ],
    ["        copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }]\n", ""],
  ),
  mutation("no lock on the central vaults", "lock-none", "central:", [
    `    lock:
      mode: compliance # start with governance while you try things out
      minRetentionDays: 30
      maxRetentionDays: 2555
      coolingOffDays: 30
      acknowledgeIrreversible: true
`,
    "",
  ]),
  mutation("no guardrail", "guardrails-none", "guardrails:", [
    `  protectBackups: { targets: [root] }
  restrictCopies: { targets: [root] }
  protectRoles: { targets: [root] }
  stayInOrganization: { targets: [root] }
  requireBackupTag:
    targets: [Production]
    key: backup
    values: [daily, monthly, disabled, custom]
    services: [Aurora, DynamoDB, EC2, EFS, RDS] # not EBS: the backup of an instance holds its volumes
  protectBackupTag: { targets: [Production] }`,
    "  {}",
  ]),
  mutation("nobody to assume the break-glass role", "break-glass-none", "principals:", [
    'principals: ["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]',
    "principals: []",
  ]),
  mutation(
    "a plan on the root",
    "plan-without-vault",
    "name: everywhere",
    plan(
      `{ name: everywhere, targets: [root], regions: [eu-west-1], select: { tag: { key: b, values: [v] } }, ${rule} }] }`,
    ),
  ),
  mutation("the key beside the vaults", "kms-key-account", "account: backup-storage", [
    "  account: management",
    "  account: backup-storage",
  ]),
  mutation("a suspended account", "account-suspended", "purpose: suspended", [
    "  - name: payments\n",
    '  - { name: ledger, id: "555555555555", organizationalUnit: Production, purpose: suspended }\n  - name: payments\n',
  ]),
  mutation(
    "the key in a suspended account",
    "kms-key-account-suspended",
    "account: ledger",
    [
      "  - name: payments\n",
      '  - { name: ledger, id: "555555555555", organizationalUnit: Production, purpose: suspended }\n  - name: payments\n',
    ],
    ["  account: management", "  account: ledger"],
  ),
  mutation("an error that is to be ignored", "ignore-unknown", "rule: ou-duplicate", [
    "\nguardrails:",
    "\nfindings: { ignore: [{ rule: ou-duplicate, reason: no time }] }\n\nguardrails:",
  ]),
  mutation("a finding to ignore that is not there", "ignore-stale", "rule: lock-none", [
    "\nguardrails:",
    "\nfindings: { ignore: [{ rule: lock-none, reason: no time }] }\n\nguardrails:",
  ]),
  mutation("a required tag by which no plan selects", "required-values-unknown", "[Production]\n    key: tier", [
    "    key: backup\n    values: [daily, monthly, disabled, custom]\n",
    "    key: tier\n",
  ]),
  mutation("a change of the tag away from every plan", "tag-change-unselected", "disabled] }", [
    "protectBackupTag: { targets: [Production] }",
    "protectBackupTag: { targets: [Production], mayChangeTo: [daily, disabled] }",
  ]),
  mutation(
    "a value that a plan selects and the guardrail forbids",
    "tag-value-forbidden",
    "name: weekly",
    plan(
      `{ name: weekly, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [weekly] } }, ${rule} }] }`,
    ),
  ),
  mutation("two imports to one address", "import-duplicate", "id: mrk-2", [
    "  tags: { Owner: platform }",
    [
      "  tags: { Owner: platform }",
      "  imports:",
      "    - { stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-1 }",
      "    - { stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-2 }",
    ].join("\n"),
  ]),
  mutation(
    "remote execution with the role of Control Tower",
    "dynamic-credentials",
    "deploymentRoleName: AWSControlTowerExecution",
    [state, "state: { type: cloud, organization: acme, executionMode: remote }\n  planRoleName: StrongroomPlan"],
  ),
  mutation(
    "remote execution without a plan role",
    "dynamic-credentials",
    "executionMode: remote",
    [state, "state: { type: cloud, organization: acme, executionMode: remote }"],
    ["deploymentRoleName: AWSControlTowerExecution", "deploymentRoleName: StrongroomDeployment"],
  ),
  mutation("a plan role that is the backup role", "plan-role", "planRoleName: OrgBackupRole", [
    "  tags: { Owner: platform }",
    "  tags: { Owner: platform }\n  planRoleName: OrgBackupRole",
  ]),
];
