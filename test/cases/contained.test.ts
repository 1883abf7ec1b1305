/** Resources that are in the backups of others: an instance and its volumes. */

import { coverageOf, notesOf } from "../../src/answers/coverage/coverage";
import { explain } from "../../src/answers/protection/explain";
import { contained } from "../../src/aws/contained";
import { check, edit, textOf } from "../config/valid";
import { backupsOf, builtFrom, question } from "../protection/organizations";

const both = textOf("test/cases/ec2-and-its-volumes-twice/org.yaml");
const written = `    select:
      tag:
        key: backup
        values:
          - daily
`;

function selecting(select: string, keys = ""): string {
  return edit(edit(both, written, `    select: { ${select} }\n`), "guardrails:\n", `${keys}guardrails:\n`);
}

/** Each of two plans takes one type, by the tag `daily` and by the given value. */
function twoPlans(type: string, other: string, value: string): string {
  const plan = (name: string, select: string, hour: number) =>
    `  - name: ${name}
    targets: [shop]
    select: ${select}
    rules: [{ name: daily, schedule: cron(0 ${hour} ? * * *), lifecycle: { deleteAfterDays: 35 } }]
`;
  const plans = [
    plan("first", `{ resourceTypes: [${type}], where: { equals: { backup: daily } } }`, 2),
    plan("second", `{ resourceTypes: [${other}], where: { equals: { backup: ${value} } } }`, 14),
  ];
  return both.replace(/\nbackupPlans:\n[^]*?\n(?=guardrails)/, () => `\nbackupPlans:\n${plans.join("")}`);
}

function containment(text: string, type: string, tags: Record<string, string> = { backup: "daily" }): string[] {
  const organization = backupsOf(builtFrom(text));
  return explain(question(organization, "shop", "eu-central-1", type, tags), organization).notes.filter((note) =>
    note.includes(" holds "),
  );
}

const volumes =
  "A backup of an instance (EC2) holds the volumes attached to it. If a volume (EBS) has the same tags, AWS Backup backs it up twice: by itself, and with what holds it.";

test.each(["EC2", "EBS"])("`explain` says it of %s", (type) => {
  expect(containment(both, type)).toEqual([volumes]);
});

test("`validate` warns where requireBackupTag puts one value on both", () => {
  const { findings } = check(both);
  expect(findings.filter(({ severity }) => severity !== "note")).toEqual([
    expect.objectContaining({
      rule: "contained-twice",
      severity: "warning",
      path: "guardrails.requireBackupTag",
      message:
        "an instance (EC2) and a volume (EBS) must have the tag `backup`, and `daily` selects both by it; a backup of an instance holds the volumes attached to it: AWS Backup backs these up twice",
    }),
  ]);
});

test("`coverage` says it in a line", () => {
  expect(notesOf(coverageOf(backupsOf(builtFrom(both))))).toContain(`daily_eu-central-1: ${volumes}`);
});

const optIn = (services: string) => `serviceOptIn: [${services}]\n`;
const everything = "resourceTypes: ['*'], where: { equals: { backup: daily } }";

test.each<[string, string, string, readonly string[]]>([
  ["every type", selecting(everything), "EBS", [volumes]],
  ["every type but EBS", selecting(`${everything.replace("'*']", "'*'], excludeResourceTypes: [EBS]")}`), "EC2", []],
  ["both by type", selecting("resourceTypes: [EC2, EBS]"), "EBS", [volumes]],
  ["EC2 alone by type", selecting("resourceTypes: [EC2]"), "EC2", []],
  ["EBS without opt-in", selecting("tag: { key: backup, values: [daily] }", optIn("EC2, S3")), "EC2", []],
  ["another kind", both, "S3", []],
  [
    "a database cluster",
    both,
    "Aurora",
    [
      "A backup of an Aurora cluster (Aurora) holds the data of its DB instances. If a database (RDS) has the same tags, AWS does not say whether AWS Backup backs it up twice.",
    ],
  ],
  [
    "a stack",
    selecting("tag: { key: backup, values: [daily] }", optIn("CloudFormation, DynamoDB")),
    "DynamoDB",
    [
      "A backup of a stack (CloudFormation) holds the resources of the stack. If a table (DynamoDB) has the same tags, AWS does not say whether AWS Backup backs it up twice.",
    ],
  ],
  [
    "an SAP HANA database",
    selecting("tag: { key: backup, values: [daily] }", optIn("EC2, SAP HANA on Amazon EC2")),
    "SAP HANA on Amazon EC2",
    [
      "A backup of an instance (EC2) holds the volumes of an SAP HANA database on it. If an SAP HANA database (SAP HANA on Amazon EC2) has the same tags, AWS Backup backs it up twice: by itself, and with what holds it.",
    ],
  ],
])("%s", (_what, text, type, notes) => {
  expect(containment(text, type)).toEqual(notes);
});

test.each([
  [both, 1],
  [selecting(everything), 1],
  [selecting("resourceTypes: [EC2, EBS], where: { like: { backup: 'd*' } }"), 1],
  [selecting("resourceTypes: ['*'], excludeResourceTypes: [EBS], tags: { backup: daily }"), 0],
  [selecting("resourceTypes: [EC2, EBS], tags: { stage: prod }"), 0],
  [selecting("tag: { key: backup, values: [weekly] }"), 0],
  [selecting("tag: { key: backup, values: [daily] }", optIn("EC2, RDS")), 0],
  [edit(both, "  requireBackupTag:\n", "  requireBackupTag:\n    services: [EBS, RDS]\n"), 0],
  [twoPlans("EC2", "EBS", "daily"), 1],
  [twoPlans("EC2", "EBS", "disabled"), 0],
  [twoPlans("EC2", "RDS", "daily"), 0],
  [edit(both, "    targets:\n      - shop\n    key:", "    targets:\n      - backup-admin\n    key:"), 0],
])("the warning, %#", (text, count) => {
  expect(check(text).findings.filter(({ rule }) => rule === "contained-twice")).toHaveLength(count);
});

test("what holds what is data of the services", () => {
  const parts = (container: string) =>
    contained.filter((pair) => pair.container === container).map(({ part, alsoAlone }) => `${part} ${alsoAlone}`);
  expect(parts("EC2")).toEqual(["EBS yes", "SAP HANA on Amazon EC2 yes"]);
  expect(parts("Aurora")).toEqual(["RDS notSaid"]);
  expect(parts("CloudFormation")).toContain("RDS notSaid");
  expect(parts("EBS")).toEqual([]);
});
