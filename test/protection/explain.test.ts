/** `explain`: what protects a resource, and every reason why nothing does, each with its fix. */

import { type Encryption } from "../../src/answers/protection/answer";
import { explain } from "../../src/answers/protection/explain";
import { answerAsJson, answerAsText } from "../../src/answers/protection/print";
import { reasons } from "../../src/answers/protection/reasons";
import { edit, validText } from "../config/valid";
import { backupsOf, builtFrom, question } from "./organizations";

const valid = backupsOf(builtFrom(validText));

function asked(text: string, ...rest: [string, string, string, Record<string, string>?, Encryption?]) {
  const organization = text === validText ? valid : backupsOf(builtFrom(text));
  return explain(question(organization, ...rest), organization);
}

function withPlan(text: string, plan: string): string {
  return edit(text, "backupPlans:\n", `backupPlans:\n  - ${plan}\n`);
}

const byType = (types: string, more = "") =>
  `{ name: types, targets: [payments], regions: [eu-central-1], select: { resourceTypes: [${types}]${more} }, rules: [{ name: noon, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 7 } }] }`;

test("protected: plan and rule, schedule in words, next runs, retention, each copy with its destination and lock", () => {
  const answer = asked(validText, "payments", "eu-central-1", "EFS", { backup: "daily", team: "a" });
  expect(answer).toMatchObject({ status: "protected", tagState: "selected", reason: undefined });
  expect(answer.rules).toHaveLength(1);
  expect(answer.rules[0]).toMatchObject({
    plan: "daily_eu-central-1",
    rule: "daily",
    selectedBy: "backup=daily",
    schedule: "cron(0 2 ? * * *)",
    scheduleInWords: "At 02:00, every day",
    nextRuns: ["01", "02", "03"].map((day) => new Date(`2026-01-${day}T02:00:00Z`)),
    continuous: false,
    backup: {
      vaultName: "org-local-vault",
      region: "eu-central-1",
      account: { id: "444444444444", name: "payments" },
      moveToColdStorageAfterDays: 30,
      deleteAfterDays: 120,
      lock: undefined,
    },
    copies: [
      {
        vaultArn: "arn:aws:backup:eu-central-1:333333333333:backup-vault:org-central-vault",
        account: { name: "backup-storage" },
        deleteAfterDays: 365,
        lock: { mode: "compliance", minRetentionDays: 30, maxRetentionDays: 2555 },
        reason: undefined,
      },
      { region: "eu-west-1", deleteAfterDays: 2555, lock: { mode: "compliance" } },
    ],
  });
});

test("names of plans and rules are those of the config, though AWS lower-cases them", () => {
  const renamed = edit(
    edit(validText, "- name: monthly\n    targets", "- name: Monthly-Audit\n    targets"),
    "- name: monthly\n        schedule",
    "- name: First.Day\n        schedule",
  );
  const [rule] = asked(renamed, "payments", "eu-west-1", "S3", { backup: "monthly" }).rules;
  expect([rule?.plan, rule?.rule]).toEqual(["Monthly-Audit", "First.Day"]);
});

test("a copy without a lifecycle of its own is kept as long as the backup", () => {
  const same = edit(
    validText,
    "copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }]",
    "copies: [{ to: central, region: eu-west-1 }]",
  );
  const [rule] = asked(same, "payments", "eu-west-1", "S3", { backup: "monthly" }).rules;
  expect(rule?.copies[0]?.deleteAfterDays).toBe(90);
});

test("cold storage and continuous backups count only for what has them", () => {
  const plan = byType("EBS, RDS, S3").replace("lifecycle:", "continuousBackup: true, lifecycle:").replace("EBS, ", "");
  const continuous = withPlan(validText, plan);
  expect(asked(continuous, "payments", "eu-central-1", "RDS").rules[0]).toMatchObject({
    rule: "noon",
    continuous: true,
  });
  const ebs = asked(validText, "payments", "eu-central-1", "EBS", { backup: "daily" });
  expect(ebs.rules[0]?.backup.moveToColdStorageAfterDays).toBeUndefined();
  expect(ebs.notes.join()).toContain("EBS has no cold storage in these backup plans");
});

/** Every reason with a question that it answers, and what its message and its fix name. */
const unprotected: readonly (readonly [
  id: keyof typeof reasons,
  text: string,
  question: [string, string, string, Record<string, string>?, Encryption?],
  message: string,
  fix: string,
])[] = [
  [
    "opted-out-disabled",
    validText,
    ["payments", "eu-central-1", "S3", { backup: "disabled" }],
    "`backup=disabled`: intentionally not backed up",
    "To back it up, set the tag `backup` to `daily` or `monthly`.",
  ],
  [
    "opted-out-custom",
    validText,
    ["payments", "eu-central-1", "S3", { backup: "custom" }],
    "if the account is lost, they are lost",
    "For a copy that survives the loss of the account, set the tag `backup` to `daily` or `monthly`.",
  ],
  [
    "tag-case",
    validText,
    ["payments", "eu-central-1", "S3", { backup: "DAILY" }],
    "`backup=DAILY` is not `backup=daily`, which the backup plan `daily` selects",
    "Set the tag `backup` to `daily`.",
  ],
  [
    "tag-case",
    validText,
    ["payments", "eu-central-1", "S3", { Backup: "Daily" }],
    "`Backup=Daily` is not `backup=daily`",
    "Set the tag `backup` to `daily`, and remove `Backup`.",
  ],
  [
    "tag-case",
    withPlan(validText, byType("S3", ", tags: { stage: prod }")),
    ["payments", "eu-central-1", "S3", { stage: "Prod" }],
    "`stage=Prod` is not `stage=prod`, which the backup plan `types` selects",
    "Set the tag `stage` to `prod`.",
  ],
  [
    "tag-case",
    validText,
    ["backup-admin", "eu-central-1", "S3", { backup: "Daily" }],
    "is not `backup=daily`",
    "Set the tag `backup` to `daily`.",
  ],
  [
    "not-selected",
    validText,
    ["payments", "eu-central-1", "S3", { backup: "dayly" }],
    "no backup plan selects `backup=dayly`",
    "Did you mean `daily`? Set the tag `backup` to `daily` or `monthly`.",
  ],
  [
    "not-selected",
    validText,
    ["payments", "eu-central-1", "S3"],
    "it has no tag, and no backup plan selects S3 by type",
    "Set the tag `backup` to `daily` or `monthly`.",
  ],
  [
    "not-selected",
    withPlan(validText, byType("S3", ", tags: { stage: prod }")),
    ["payments", "eu-central-1", "S3", { stage: "dev" }],
    "the backup plan `types` selects S3 only with stage=prod, and it has `stage=dev`",
    "Set the tag `stage` to `prod`, or set the tag `backup` to `daily` or `monthly`.",
  ],
  [
    "tag-not-said",
    withPlan(validText, byType("S3", ", where: { notEquals: { stage: dev } }")),
    ["payments", "eu-central-1", "S3", { team: "a" }],
    "AWS does not say whether that counts",
    "Set the tag `stage` to a value other than `dev`.",
  ],
  [
    "not-selected",
    edit(validText, validText.slice(validText.indexOf("backupPlans:"), validText.indexOf("guardrails:")), ""),
    ["payments", "eu-central-1", "S3"],
    "the config has no backup plan",
    "Add a backup plan to `backupPlans` that selects it in eu-central-1.",
  ],
  [
    "account-suspended",
    edit(
      validText,
      "  - name: payments\n",
      '  - { name: shop, id: "555555555555", organizationalUnit: Production, purpose: suspended }\n  - name: payments\n',
    ),
    ["shop", "eu-central-1", "S3", { backup: "daily" }],
    "shop is suspended: do not count on backups in it",
    "Then remove `purpose: suspended` from shop.",
  ],
  [
    "account-not-targeted",
    edit(
      validText,
      "  - name: payments\n",
      '  - { name: shop, id: "555555555555", organizationalUnit: Workloads }\n  - name: payments\n',
    ),
    ["shop", "eu-central-1", "S3", { backup: "daily" }],
    "the backup plan `daily` would back it up, but does not reach shop",
    "Add shop, or an OU above it, to `targets` of the backup plan `daily`.",
  ],
  [
    "account-not-targeted",
    validText,
    ["backup-storage", "eu-central-1", "S3", { backup: "daily" }],
    "does not reach backup-storage",
    "move the resource from backup-storage to a workload account",
  ],
  [
    "region-not-in-plan",
    validText,
    ["payments", "us-east-1", "S3", { backup: "daily" }],
    "the backup plan `daily` would back it up, but does not run in us-east-1",
    "Add us-east-1 to `regions` of the backup plan `daily`.",
  ],
  [
    "region-not-in-plan",
    validText,
    ["payments", "eu-north-1", "S3", { backup: "daily" }],
    "does not run in eu-north-1",
    "Add eu-north-1 to `regions` of the backup plan `daily`, and to the governed `regions`.",
  ],
  [
    "vault-missing",
    edit(validText, "    regions: [eu-central-1, eu-west-1] # default: every Region\n", ""),
    ["payments", "us-east-1", "S3", { backup: "daily" }],
    "payments has no vault in us-east-1: every backup fails",
    "Add us-east-1 to `regions` of the account payments.",
  ],
  [
    "vault-missing",
    edit(validText, "targets: [Production] # OU names, account names, or root", "targets: [root]"),
    ["management", "eu-central-1", "S3", { backup: "daily" }],
    "management has no vault in eu-central-1",
    "Only workload accounts get vaults and roles",
  ],
  [
    "type-not-opted-in",
    validText,
    ["payments", "eu-central-1", "Storage Gateway", { backup: "daily" }],
    "Storage Gateway has no opt-in: AWS Backup skips it without an error",
    "Add Storage Gateway to `serviceOptIn`.",
  ],
  [
    "type-not-in-region",
    edit(
      edit(validText, "RDS, S3]", "RDS, S3, Timestream]"),
      "regions: [eu-central-1, eu-west-1] # default: every Region above",
      "regions: [eu-central-1, eu-west-1, eu-west-3]",
    ).replaceAll("regions: [eu-central-1, eu-west-1]\n", "regions: [eu-west-3]\n"),
    ["payments", "eu-west-3", "Timestream", { backup: "monthly" }],
    "AWS Backup does not support Timestream in eu-west-3",
    "Keep the resource in another Region, or use the backups of the service itself.",
  ],
  [
    "dynamodb-basic",
    validText,
    ["payments", "eu-central-1", "DynamoDB basic", { backup: "daily" }],
    "AWS Backup cannot copy a DynamoDB table without its advanced features",
    "Add DynamoDB to `serviceOptIn` and apply",
  ],
  [
    "rds-multi-az-cluster",
    validText,
    ["payments", "eu-central-1", "RDS Multi-AZ cluster", { backup: "daily" }],
    "AWS Backup cannot copy an RDS Multi-AZ cluster",
    "Use a Multi-AZ instance or Aurora, or a backup plan without copies.",
  ],
  [
    "copy-unsupported",
    edit(validText, "RDS, S3]", "RDS, S3, Redshift]"),
    ["payments", "eu-central-1", "Redshift", { backup: "daily" }],
    "AWS Backup cannot copy Redshift",
    "Use a backup plan without copies",
  ],
  [
    "rule-gives-way",
    validText.replace(
      /(\n +)- name: monthly\n( +)schedule/,
      "$1- { name: longer, schedule: cron(0 3 1 * ? *), lifecycle: { deleteAfterDays: 366 } }$1- name: monthly\n$2schedule",
    ),
    ["payments", "eu-west-1", "S3", { backup: "monthly" }],
    "in the plan monthly, the rule monthly gives way to longer in all 24 runs",
    "Choose hours at which the start windows do not meet",
  ],
  [
    "encryption-not-copyable",
    validText,
    ["payments", "eu-central-1", "RDS", { backup: "daily" }, "aws-managed"],
    "A backup of RDS inherits its encryption, and no other account can use an AWS managed key",
    "Encrypt the resource with a customer managed key whose policy allows backup-storage (333333333333) to use it.",
  ],
];

test.each(unprotected)("%s", (id, text, asking, message, fix) => {
  const answer = asked(text, ...asking);
  expect(answer.reason).toMatchObject({
    id,
    message: expect.stringContaining(message),
    fix: expect.stringContaining(fix),
  });
  expect(answer.status).toBe(reasons[id].status);
});

test("copies from and to opt-in Regions: only what AWS supports there", () => {
  const neptune = edit(
    edit(validText, "RDS, S3]", "RDS, S3, Neptune]"),
    "ap-southeast-1, us-east-1]\n\norg",
    "af-south-1, us-east-1]\n\norg",
  ).replaceAll("regions: [eu-central-1, eu-west-1]", "regions: [eu-central-1, af-south-1]");
  const from = asked(neptune.replaceAll(/vpcs:[^]*?(?=\nterraform)/g, ""), "payments", "af-south-1", "Neptune", {
    backup: "monthly",
  });
  expect(from.reason).toMatchObject({
    id: "copy-unsupported",
    fix: "Keep the resource in another Region, or use a backup plan without copies for it.",
  });
});

test("an invalid effective policy protects nothing: AWS keeps the last valid one", () => {
  const built = builtFrom(validText);
  const [policy] = built.documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
  if (!policy) {
    throw new Error("no backup policy");
  }
  const broken = {
    ...policy,
    content: JSON.stringify({ plans: { half: { regions: { "@@assign": ["eu-central-1"] } } } }),
  };
  const organization = backupsOf({ ...built, documents: { ...built.documents, organizationsPolicies: [broken] } });
  const answer = explain(question(organization, "payments", "eu-central-1", "S3", { backup: "daily" }), organization);
  expect(answer.reason).toMatchObject({
    id: "effective-policy-invalid",
    message: expect.stringContaining("KEY_REQUIRED at plans/half/rules"),
    fix: "Mend what `effective-policy --account payments` shows.",
  });
});

test("every reason has a test above", () => {
  const tested = new Set<string>([...unprotected.map(([id]) => id), "effective-policy-invalid"]);
  expect(Object.keys(reasons).filter((id) => !tested.has(id))).toEqual([]);
});

test("where only copies fail, the backup that is made is shown, and which copies fail", () => {
  const answer = asked(validText, "payments", "eu-central-1", "RDS Multi-AZ cluster", { backup: "daily" });
  expect(answer.rules[0]?.backup.deleteAfterDays).toBe(120);
  expect(answer.rules[0]?.copies.map(({ reason }) => reason?.id)).toEqual([
    "rds-multi-az-cluster",
    "rds-multi-az-cluster",
  ]);
});

test("an RDS Multi-AZ cluster is protected by a plan without copies", () => {
  const local = withPlan(validText, byType("Aurora"));
  expect(asked(local, "payments", "eu-central-1", "RDS Multi-AZ cluster")).toMatchObject({
    status: "protected",
    notes: ["No backup rule makes a copy: if the account is lost, the backups are lost."],
  });
});

test("a plan that selects the type RDS takes no Multi-AZ cluster: its ARN is that of a cluster", () => {
  const rds = withPlan(validText, byType("RDS"));
  expect(asked(rds, "payments", "eu-central-1", "RDS").status).toBe("protected");
  expect(asked(rds, "payments", "eu-central-1", "RDS Multi-AZ cluster").reason?.id).toBe("not-selected");
});

test.each(["aws-managed", "customer-managed", "none"] as const)(
  "encryption %s: independent backups do not mind",
  (key) => {
    expect(asked(validText, "payments", "eu-central-1", "S3", { backup: "daily" }, key).status).toBe("protected");
  },
);

test("encryption by a customer managed key or none can be copied, and the answer says what it takes", () => {
  const answer = (key?: Encryption) => asked(validText, "payments", "eu-central-1", "Aurora", { backup: "daily" }, key);
  expect(answer("customer-managed")).toMatchObject({ status: "protected" });
  expect(answer("customer-managed").notes.join()).toContain("must allow backup-storage (333333333333) to use it");
  expect(answer("none").notes.join()).toContain("Copies of an unencrypted cluster stay unencrypted");
  expect(answer().notes.join()).toContain("run again with --encryption");
});

test("a plan by type takes what its tag opts out, and the answer says so", () => {
  const answer = asked(withPlan(validText, byType("S3")), "payments", "eu-central-1", "S3", { backup: "disabled" });
  expect(answer).toMatchObject({ status: "protected", tagState: "disabled" });
  expect(answer.notes.join()).toContain("The tag says `disabled`, but a backup plan selects the resource by its type");
});

test("a value by which teams opt out is selected where a plan selects it", () => {
  const custom = edit(validText, "values: [monthly] } }", "values: [monthly, custom] } }");
  expect(asked(custom, "payments", "eu-central-1", "S3", { backup: "custom" })).toMatchObject({
    status: "protected",
    tagState: "selected",
  });
});

test.each([
  ["cron(0 2 ? * * *)", true],
  ["cron(0 18 ? * * *)", false],
])("a second plan at %s: whether one of two jobs can fail is said", (schedule, meets) => {
  const text = withPlan(
    validText,
    `{ name: second, targets: [payments], regions: [eu-central-1], select: { tag: { key: backup, values: [daily] } }, rules: [{ name: r, schedule: ${schedule}, lifecycle: { deleteAfterDays: 35 } }] }`,
  );
  const { rules, notes } = asked(text, "payments", "eu-central-1", "EFS", { backup: "daily" });
  expect(rules).toHaveLength(2);
  expect(notes.join().includes("there was a running job for the same resource")).toBe(meets);
});

test.each([
  ["cron(0 2 ? * * *)", undefined],
  ["cron(0 2 ? * * 2026-2027)", "2027-12-31 02:00"],
  ["cron(0 2 ? * MON 2026)", "2026-12-28 02:00"],
])("protected by %s: until its last backup, where there is one", (schedule, until) => {
  const text = edit(validText, "schedule: cron(0 2 ? * * *) # UTC", `schedule: ${schedule}`);
  const organization = backupsOf(builtFrom(text));
  const ofDaily = question(organization, "payments", "eu-central-1", "EFS", { backup: "daily" });
  const answer = explain(ofDaily, organization);
  const protectedUntil = until === undefined ? "" : ` until ${until}, when the last backup starts`;
  expect(answer.status).toBe("protected");
  expect(answerAsText(ofDaily, answer).split("\n")[0]).toMatch(new RegExp(`^Protected${protectedUntil}: `));
  expect(JSON.parse(answerAsJson(ofDaily, answer)).until).toBe(
    until === undefined ? null : `${until.replace(" ", "T")}:00.000Z`,
  );
});

test("of two plans with continuous backups, it is said that one makes them", () => {
  const second = (type: string) =>
    withPlan(withPlan(validText, continuousPlan("first", "RDS, EFS", 8)), continuousPlan("second", type, 16));
  const said = (text: string, type: string) =>
    asked(text, "payments", "eu-central-1", type).notes.filter((note) =>
      note.includes("continuous backups of a resource"),
    );
  expect(said(second("RDS"), "RDS")).toEqual([
    "The backup plans first and second ask for continuous backups. AWS Backup makes continuous backups of a resource for the first backup plan that it evaluates, and snapshots for the others. It does not say which plan is the first.",
  ]);
  expect(said(second("S3"), "RDS")).toEqual([]);
  expect(said(second("RDS, EFS"), "EFS")).toEqual([]);
});

function continuousPlan(name: string, types: string, hour: number): string {
  return `{ name: ${name}, targets: [payments], regions: [eu-central-1], select: { resourceTypes: [${types}] }, rules: [{ name: r, schedule: cron(0 ${hour} ? * * *), continuousBackup: true, lifecycle: { deleteAfterDays: 35 } }] }`;
}
