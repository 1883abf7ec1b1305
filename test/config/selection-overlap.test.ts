/** When two plans take one resource, and their start windows meet, or both ask for continuous backups. */

import { check, edit, validText } from "./valid";

function overlapOf(select: string, schedule: string, otherSelect: string, otherSchedule: string): boolean {
  const plan = (name: string, how: string, when: string) =>
    `  - { name: ${name}, targets: [payments], regions: [eu-west-1], select: ${how}, rules: [{ name: r, schedule: ${when}, lifecycle: { deleteAfterDays: 35 } }] }\n`;
  const text = edit(
    validText,
    "\nguardrails:",
    `${plan("one", select, schedule)}${plan("other", otherSelect, otherSchedule)}\nguardrails:`,
  );
  return check(text).findings.some(({ rule, message }) => rule === "selection-overlap" && message.includes("`one`"));
}

const gold = "{ tag: { key: tier, values: [gold] } }";
const noon = "cron(0 12 ? * * *)";

test.each([
  ["the same tag at the same hour", gold, noon, gold, "cron(30 12 ? * SUN *)"],
  ["two minutes apart, in two hours", gold, "cron(59 2 ? * * *)", gold, "cron(1 3 ? * * *)"],
  ["a window of eight hours, and a start in it", gold, noon, gold, "cron(59 19 ? * * *)"],
  ["over midnight", gold, "cron(0 23 ? * MON *)", gold, "cron(0 1 ? * TUE *)"],
  ["every hour, and once a month", gold, "cron(0 * ? * * *)", gold, "cron(0 4 20 * ? *)"],
  ["every sixth hour, and once a year", gold, "cron(0 0/6 ? * * *)", gold, "cron(0 0 31 12 ? *)"],
  [
    "a type, and the same type with a tag",
    "{ resourceTypes: [RDS] }",
    noon,
    "{ resourceTypes: [RDS], tags: { a: b } }",
    noon,
  ],
  [
    "the same tags in another order",
    "{ resourceTypes: [RDS], tags: { a: b, c: d } }",
    noon,
    "{ resourceTypes: [RDS], tags: { c: d, a: b } }",
    noon,
  ],
  ["types that are one to AWS", "{ resourceTypes: [Aurora] }", noon, "{ resourceTypes: [DocumentDB] }", noon],
  ["a tag, and a type with that tag", gold, noon, "{ resourceTypes: [RDS], tags: { tier: gold } }", noon],
])("%s: they meet", (_what, select, schedule, otherSelect, otherSchedule) => {
  expect(overlapOf(select, schedule, otherSelect, otherSchedule)).toBe(true);
});

test.each([
  ["start windows of eight hours that do not meet", gold, noon, gold, "cron(0 20 ? * * *)"],
  ["other days", gold, "cron(0 12 ? * MON *)", gold, "cron(0 12 ? * TUE *)"],
  ["other values", gold, noon, "{ tag: { key: tier, values: [silver] } }", noon],
  ["other tags", gold, noon, "{ tag: { key: stage, values: [gold] } }", noon],
  ["other types", "{ resourceTypes: [RDS] }", noon, "{ resourceTypes: [EBS] }", noon],
  [
    "a type that is excluded",
    "{ resourceTypes: [RDS, S3], excludeResourceTypes: [S3] }",
    noon,
    "{ resourceTypes: [S3] }",
    noon,
  ],
])("%s: they do not meet", (_what, select, schedule, otherSelect, otherSchedule) => {
  expect(overlapOf(select, schedule, otherSelect, otherSchedule)).toBe(false);
});

function continuousOf(select: string, otherSelect: string, other: string): string[] {
  const plan = (name: string, how: string, hour: number, keys: string) =>
    `  - { name: ${name}, targets: [payments], regions: [eu-west-1], select: ${how}, rules: [{ name: r, schedule: cron(0 ${hour} ? * * *), lifecycle: { deleteAfterDays: 35 }, ${keys} }] }\n`;
  const text = edit(
    validText,
    "\nguardrails:",
    `${plan("one", select, 6, "continuousBackup: true")}${plan("other", otherSelect, 18, other)}\nguardrails:`,
  );
  return check(text)
    .findings.filter(({ rule }) => rule === "continuous-twice")
    .map(({ path, message }) => `${path} ${message}`);
}

const both = (kinds: string) => [
  `backupPlans[3].rules[0].continuousBackup \`other\` and \`one\` select the same resources, and both make continuous backups of ${kinds}: AWS Backup makes them for one of the two plans, and snapshots for the other`,
];

test.each<[string, string, string, string[], boolean]>([
  ["one type, at other hours", "{ resourceTypes: [RDS] }", "{ resourceTypes: [RDS] }", both("RDS"), true],
  ["one tag", gold, gold, both("Aurora, RDS, S3"), true],
  ["a tag, and a type with it", gold, "{ resourceTypes: [S3], tags: { tier: gold } }", both("S3"), true],
  ["other types", "{ resourceTypes: [RDS] }", "{ resourceTypes: [S3] }", [], true],
  ["other values", gold, "{ tag: { key: tier, values: [silver] } }", [], true],
  [
    "one type that has no continuous backups",
    "{ resourceTypes: [RDS, EBS] }",
    "{ resourceTypes: [S3, EBS] }",
    [],
    true,
  ],
  ["one of them not continuous", gold, gold, [], false],
])("continuous backups by two plans: %s", (_what, select, otherSelect, expected, isOtherContinuous) => {
  expect(continuousOf(select, otherSelect, `continuousBackup: ${isOtherContinuous}`)).toEqual(expected);
});
