/** How long backups and copies are kept, as AWS Backup has it: what people wrote, and what it came to. */

import { check, edit, textOf } from "../config/valid";
import { lifecycleOfCopy } from "../../src/aws/lifecycle";
import { longestInterval, retentionGap } from "../../src/aws/retention-gap";
import { parseSchedule } from "../../src/aws/schedule";

const minimal = textOf("examples/minimal.yaml");
const backup = "lifecycle: { deleteAfterDays: 35 }";
const copies = "copies: [{ to: central, lifecycle: { deleteAfterDays: 365 } }]";
const lock = "central: { lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 400 } }";
const unlocked = edit(minimal, lock, "central: {}");

function findingsOf(text: string): string[] {
  return check(text)
    .findings.filter(({ rule: id }) => /^(lifecycle|retention)-/.test(id))
    .map(({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`);
}

function rule(lifecycle: string, copy: string, schedule = "cron(0 2 ? * * *)"): string {
  return edit(edit(edit(unlocked, backup, `lifecycle: ${lifecycle}`), copies, copy), "cron(0 2 ? * * *)", schedule);
}

test.each([
  ["a backup", rule("{ deleteAfterDays: 40000 }", "copies: []"), "lifecycle.deleteAfterDays"],
  [
    "a copy",
    rule("{ deleteAfterDays: 35 }", "copies: [{ to: central, lifecycle: { deleteAfterDays: 36501 } }]"),
    "copies[0].lifecycle.deleteAfterDays",
  ],
  ["cold storage", rule("{ moveToColdStorageAfterDays: 36501 }", "copies: []"), "lifecycle.moveToColdStorageAfterDays"],
  ["nothing", rule("{ deleteAfterDays: 0 }", "copies: []"), "lifecycle.deleteAfterDays"],
])("%s: 1 to 36,500 days", (_what, text, path) => {
  expect(findingsOf(text)).toEqual([expect.stringContaining(`error lifecycle-days backupPlans[0].rules[0].${path}: `)]);
});

test("36,500 days are taken", () => {
  expect(
    findingsOf(rule("{ deleteAfterDays: 36500 }", "copies: [{ to: central, lifecycle: { deleteAfterDays: 36500 } }]")),
  ).toEqual([]);
});

test("a copy that says nothing of its deletion is deleted with its backup, so its days in cold storage count", () => {
  expect(
    findingsOf(
      rule("{ deleteAfterDays: 35 }", "copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 30 } }]"),
    ),
  ).toEqual([
    "error lifecycle-cold backupPlans[0].rules[0].copies[0].lifecycle.moveToColdStorageAfterDays: deleted with the backup after 35 days and cold after 30: 5 days in cold storage; AWS asks for 90",
  ]);
  expect(
    findingsOf(
      rule("{ deleteAfterDays: 120 }", "copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 30 } }]"),
    ),
  ).toEqual([]);
  expect(findingsOf(rule("{}", "copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 30 } }]"))).toEqual(
    [],
  );
});

test.each([
  [
    undefined,
    { moveToColdStorageAfterDays: 7, deleteAfterDays: 100 },
    { moveToColdStorageAfterDays: 7, deleteAfterDays: 100 },
  ],
  [{}, { deleteAfterDays: 35 }, { deleteAfterDays: 35 }],
  [
    { moveToColdStorageAfterDays: 30 },
    { deleteAfterDays: 120 },
    { moveToColdStorageAfterDays: 30, deleteAfterDays: 120 },
  ],
  [{ deleteAfterDays: 365 }, { moveToColdStorageAfterDays: 7, deleteAfterDays: 100 }, { deleteAfterDays: 365 }],
  [{ moveToColdStorageAfterDays: 30 }, {}, { moveToColdStorageAfterDays: 30 }],
])("a copy with %j of a backup with %j is kept %j", (copy, ofBackup, kept) => {
  expect(lifecycleOfCopy(copy, ofBackup)).toEqual(kept);
});

describe("between two backups", () => {
  function scheduleOf(expression: string) {
    const parsed = parseSchedule(expression);
    if ("problem" in parsed) {
      throw new Error(parsed.problem);
    }
    return parsed.schedule;
  }

  test.each([
    ["cron(0 2 ? * * *)", 1],
    ["cron(0 0/6 ? * * *)", 1],
    ["cron(0 2 ? * MON-FRI *)", 3],
    ["cron(0 2 ? * SUN *)", 7],
    ["cron(0 12 1 * ? *)", 31],
    ["cron(0 18 1 1 ? *)", 366],
    ["cron(0 0 29 2 ? *)", 1461],
    ["cron(0 0 1 1 ? 2027)", 0],
  ])("%s: %d days at the most", (expression, days) => {
    expect(longestInterval(scheduleOf(expression))).toBe(days);
  });

  test.each([
    [[["cron(0 12 1 * ? *)", 7]], 24],
    [[["cron(0 12 1 * ? *)", 31]], 0],
    [
      [
        ["cron(0 12 1 * ? *)", 7],
        ["cron(0 2 ? * * *)", 1],
      ],
      0,
    ],
    [
      [
        ["cron(0 12 1 * ? *)", 7],
        ["cron(0 2 ? * SUN *)", 3],
      ],
      4,
    ],
    [
      [
        ["cron(0 12 1 * ? *)", 7],
        ["cron(0 12 15 * ? *)", 7],
      ],
      10,
    ],
    [[["cron(0 18 1 1 ? *)", Number.POSITIVE_INFINITY]], 0],
  ] as const)("%j leave nothing for %d days", (rules, days) => {
    expect(retentionGap(rules.map(([expression, keptDays]) => ({ schedule: scheduleOf(expression), keptDays })))).toBe(
      days,
    );
  });

  test("it is a warning, where neither a copy nor another rule of the plan makes up for it", () => {
    const monthly = "cron(0 12 1 * ? *)";
    expect(findingsOf(rule("{ deleteAfterDays: 7 }", "copies: []", monthly))).toEqual([
      "warning retention-gap backupPlans[0].rules[0].lifecycle.deleteAfterDays: kept 7 days, and up to 31 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 24 days",
    ]);
    expect(
      findingsOf(
        rule("{ deleteAfterDays: 7 }", "copies: [{ to: central, lifecycle: { deleteAfterDays: 31 } }]", monthly),
      ),
    ).toEqual([]);
  });
});
