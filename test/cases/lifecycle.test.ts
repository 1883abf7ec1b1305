/** How long backups and copies are kept, as AWS Backup has it: what people wrote, and what it came to. */

import fc from "fast-check";
import { check, edit, textOf } from "../config/valid";
import { coverageOf } from "../../src/answers/coverage/coverage";
import { coverageAsHtml } from "../../src/answers/coverage/html/report";
import { coverageAsJson } from "../../src/answers/coverage/json";
import { coverageAsMarkdown } from "../../src/answers/coverage/markdown";
import { explain } from "../../src/answers/protection/explain";
import { backupsOf as backupsOfOrganization, builtFrom, question } from "../protection/organizations";
import { lifecycleOfCopy } from "../../src/aws/lifecycle";
import { mostInWords, promisedBackups, worstRestorable } from "../../src/aws/restorable";

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

const day = 1440;

describe("what can be restored at the worst moment", () => {
  interface Written {
    readonly at: string;
    readonly kept: number;
    readonly copyKept?: number;
    readonly window?: number;
    readonly continuous?: boolean;
  }

  function backupsOf(rules: readonly Written[]) {
    return promisedBackups(
      rules.map(({ at, kept, copyKept = 0, window, continuous = false }, index) => ({
        name: `r${index}`,
        schedule: `cron(${at})`,
        startWindowMinutes: window,
        lifecycle: { deleteAfterDays: kept === Number.POSITIVE_INFINITY ? undefined : kept },
        continuousBackup: continuous,
        keptDays: Math.max(kept, copyKept),
      })),
    );
  }

  test.each([
    ["0 2 ? * * *", 1],
    ["0 0/6 ? * * *", 0.25],
    ["0 2 ? * MON-FRI *", 3],
    ["0 2 ? * SUN *", 7],
    ["0 12 1 * ? *", 31],
    ["0 18 1 1 ? *", 366],
    ["0 0 29 2 ? *", 1461],
    ["0 0 1 1 ? 2027", 0],
  ])("%s: %d days between two", (at, days) => {
    const starts = backupsOf([{ at, kept: 40_000 }]).map(({ from }) => from / 60_000);
    const between = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
    expect(between.reduce((longest, one) => Math.max(longest, one), 0)).toBe(days * day);
  });

  const daily = "0 2 ? * * *";
  const sundays = "0 2 ? * SUN *";
  const monthly = "0 12 1 * ? *";
  const yearly = "0 18 1 1 ? *";
  const hours = (count: number) => count * 60;
  const window = 480;
  const ever = Number.POSITIVE_INFINITY;

  test.each<[string, Written[], { age: number; gap: number; lateAge?: number; lateGap?: number } | undefined]>([
    ["daily", [{ at: daily, kept: 35 }], { age: day, gap: 0, lateAge: hours(32) }],
    ["daily in short windows", [{ at: daily, kept: 35, window: 60 }], { age: day, gap: 0, lateAge: hours(25) }],
    ["daily for a day", [{ at: daily, kept: 1 }], { age: day, gap: 0, lateAge: day, lateGap: window }],
    ["every hour", [{ at: "0 * ? * * *", kept: 7 }], { age: 60, gap: 0, lateAge: hours(9) }],
    ["on working days, for a day", [{ at: "0 2 ? * MON-FRI *", kept: 1 }], { age: day, gap: 2 * day }],
    ["monthly for a week", [{ at: monthly, kept: 7 }], { age: 7 * day, gap: 24 * day, lateGap: 24 * day + window }],
    ["monthly for a month", [{ at: monthly, kept: 31 }], { age: 31 * day, gap: 0, lateGap: window }],
    ["yearly for a week", [{ at: yearly, kept: 7 }], { age: 7 * day, gap: 359 * day }],
    ["yearly for ever", [{ at: yearly, kept: ever }], { age: 366 * day, gap: 0, lateAge: 366 * day + window }],
    ["on leap days", [{ at: "0 0 29 2 ? *", kept: 365 }], { age: 365 * day, gap: 1096 * day }],
    ["its copy is kept longer", [{ at: monthly, kept: 7, copyKept: 31 }], { age: 31 * day, gap: 0 }],
    [
      "two rules that make up for each other",
      [
        { at: monthly, kept: 7 },
        { at: daily, kept: 1 },
      ],
      { age: day, gap: 0 },
    ],
    [
      "an older backup that is kept longer is the newest once the others are deleted",
      [
        { at: sundays, kept: 2 },
        { at: monthly, kept: 31 },
      ],
      { age: 31 * day, gap: 0 },
    ],
    [
      "two that do not",
      [
        { at: monthly, kept: 7 },
        { at: "0 12 15 * ? *", kept: 7 },
      ],
      { age: 7 * day, gap: 10 * day },
    ],
    [
      "the gap before the first backup of a rare rule counts for nothing",
      [
        { at: monthly, kept: 7 },
        { at: "0 12 15 6 ? *", kept: 366 },
      ],
      { age: 365 * day, gap: 0 },
    ],
    [
      "a backup that gives way is none, and neither is its copy",
      [
        { at: sundays, kept: 3, copyKept: 60 },
        { at: "0 2 ? * SUN#1 *", kept: 4 },
        { at: "0 2 ? * SUN#2 *", kept: 4 },
        { at: "0 2 ? * SUN#3 *", kept: 4 },
        { at: "0 2 ? * SUN#4 *", kept: 4 },
        { at: "0 2 ? * SUN#5 *", kept: 4 },
      ],
      { age: 4 * day, gap: 3 * day },
    ],
    [
      "one of two equals, and nobody knows which",
      [
        { at: daily, kept: 35, copyKept: 60 },
        { at: "0 4 ? * * *", kept: 35 },
      ],
      { age: hours(26), gap: 0, lateAge: hours(34) },
    ],
    ["a single backup", [{ at: "0 0 1 1 ? 2027", kept: 7 }], undefined],
    ["a chain of which AWS says nothing", [0, 7, 14].map((hour) => ({ at: `0 ${hour} ? * * *`, kept: 7 })), undefined],
    ["nothing", [], undefined],
  ])("%s", (_what, rules, worst) => {
    const backups = backupsOf(rules);
    expect(worstRestorable(backups, "scheduled")).toEqual(worst && { age: worst.age, gap: worst.gap });
    if (worst && (worst.lateAge !== undefined || worst.lateGap !== undefined)) {
      expect(worstRestorable(backups, "startsBy")).toEqual({
        age: worst.lateAge ?? worst.age,
        gap: worst.lateGap ?? worst.gap,
      });
    }
  });

  test("hour by hour, it is the same", () => {
    const hour = 3_600_000;
    const drawn = fc.record({
      rule: fc.constantFrom<string>("a", "b"),
      from: fc.nat(60),
      later: fc.nat(3),
      window: fc.integer({ min: 1, max: 9 }),
      kept: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(1000)),
    });
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 8 }), fc.constantFrom("scheduled", "startsBy"), (list, there) => {
        const backups = list.map(({ rule, from, later, window, kept }) => ({
          rules: [rule],
          from: from * hour,
          scheduled: (from + later) * hour,
          startsBy: (from + later + window) * hour,
          deletedAt: (from + kept) * hour,
        }));
        const firsts = ["a", "b"].flatMap((name) => {
          const own = backups.filter(({ rules }) => rules.includes(name)).map((backup) => backup[there]);
          return own.length > 0 ? [Math.min(...own)] : [];
        });
        const worst = { age: 0, gap: 0 };
        let without = 0;
        const [first, last] = [Math.max(...firsts), Math.max(...backups.map((backup) => backup[there]))];
        for (let time = first; time < last; time += hour) {
          const left = backups.filter((backup) => backup[there] <= time && backup.deletedAt > time);
          without = left.length > 0 ? 0 : without + 60;
          const age = left.length > 0 ? time + hour - Math.max(...left.map(({ from }) => from)) : 0;
          worst.age = Math.max(worst.age, age / 60_000);
          worst.gap = Math.max(worst.gap, without);
        }
        expect(worstRestorable(backups, there)).toEqual(first === last ? undefined : worst);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [60, "1 hour"],
    [61, "2 hours"],
    [day, "1 day"],
    [32 * 60, "32 hours"],
    [2 * day, "2 days"],
    [71 * 60, "71 hours"],
    [7 * day + window, "8 days"],
    [24 * day, "24 days"],
  ])("%d minutes are at most %s", (minutes, words) => {
    expect(mostInWords(minutes)).toBe(words);
  });
});

const monthlyAtNoon = "cron(0 12 1 * ? *)";

describe("a plan whose backups are deleted before the next one is there", () => {
  const plan = (rules: string) => unlocked.replace(/rules:\n[^]*?(?=\n\w)/, `rules: [${rules}]\n`);
  const oneRule = (keys: string) => plan(`{ name: daily, ${keys} }`);
  const twoRules = (one: string, other: string) => plan(`{ name: one, ${one} }, { name: other, ${other} }`);

  test.each<[string, string, string[]]>([
    [
      "for 24 days",
      oneRule(`schedule: "${monthlyAtNoon}", lifecycle: { deleteAfterDays: 7 }`),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 7 days, and up to 31 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 24 days",
      ],
    ],
    [
      "a copy makes up for it",
      oneRule(
        `schedule: "${monthlyAtNoon}", lifecycle: { deleteAfterDays: 7 }, copies: [{ to: central, lifecycle: { deleteAfterDays: 31 } }]`,
      ),
      [],
    ],
    [
      "a copy that is deleted too early too",
      oneRule(
        `schedule: "${monthlyAtNoon}", lifecycle: { deleteAfterDays: 7 }, copies: [{ to: central, lifecycle: { deleteAfterDays: 30 } }]`,
      ),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 30 days, and up to 31 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 1 day",
      ],
    ],
    [
      "another rule makes up for it",
      twoRules(
        `schedule: "${monthlyAtNoon}", lifecycle: { deleteAfterDays: 7 }`,
        'schedule: "cron(0 0 ? * * *)", lifecycle: { deleteAfterDays: 1 }',
      ),
      [],
    ],
    [
      "two equals at one day, of which AWS takes one, and nobody knows which",
      twoRules(
        'schedule: "cron(0 12 1 * ? *)", lifecycle: { deleteAfterDays: 7 }',
        'schedule: "cron(0 18 1 1 ? *)", lifecycle: { deleteAfterDays: 7 }',
      ),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 7 days, and up to 31 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 25 days",
      ],
    ],
    [
      "for the hours between a daily and a weekly backup, at the one that is deleted then",
      twoRules(
        'schedule: "cron(0 2 ? * * *)", lifecycle: { deleteAfterDays: 1 }',
        'schedule: "cron(0 5 ? * SUN *)", lifecycle: { deleteAfterDays: 2 }',
      ),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 1 day, and up to 27 hours pass until the next backup: the backup plan `daily` has no backup to restore for up to 3 hours",
      ],
    ],
    [
      "the other rule gives way with its copy",
      twoRules(
        'schedule: "cron(0 2 ? * SUN *)", lifecycle: { deleteAfterDays: 3 }, copies: [{ to: central, lifecycle: { deleteAfterDays: 60 } }]',
        'schedule: "cron(0 1 ? * 1 *)", lifecycle: { deleteAfterDays: 4 }',
      ),
      [
        "rules[1].lifecycle.deleteAfterDays: kept 4 days, and up to 7 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 3 days",
      ],
    ],
    [
      "on working days, kept for one",
      oneRule('schedule: "cron(0 2 ? * MON-FRI *)", lifecycle: { deleteAfterDays: 1 }'),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 1 day, and up to 3 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 2 days",
      ],
    ],
    [
      "every other month",
      oneRule('schedule: "cron(0 2 1 */2 ? *)", lifecycle: { deleteAfterDays: 31 }'),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 31 days, and up to 62 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 31 days",
      ],
    ],
    [
      "a continuous rule",
      oneRule(
        'schedule: "cron(0 2 ? * SUN *)", startWindowMinutes: 60, continuousBackup: true, lifecycle: { deleteAfterDays: 3 }',
      ),
      [
        "rules[0].lifecycle.deleteAfterDays: kept 3 days, and up to 7 days pass until the next backup: the backup plan `daily` has no backup to restore for up to 4 days; types with point-in-time recovery still have their continuous backup",
      ],
    ],
    ["kept just long enough", oneRule('schedule: "cron(0 2 ? * SUN *)", lifecycle: { deleteAfterDays: 7 }'), []],
    ["for ever", oneRule('schedule: "cron(0 18 1 1 ? *)", lifecycle: {}'), []],
  ])("%s", (_what, text, gaps) => {
    expect(findingsOf(text)).toEqual(gaps.map((gap) => `warning retention-gap backupPlans[0].${gap}`));
  });

  test.each<[string, string, string[]]>([
    [
      "in 2027",
      oneRule('schedule: "cron(0 2 1 1 ? 2027)", lifecycle: { deleteAfterDays: 30 }'),
      ["starts last on 2027-01-01, and nothing can be restored after 2027-01-31"],
    ],
    [
      "after a year of days",
      oneRule('schedule: "cron(0 2 ? * * 2026)", lifecycle: { deleteAfterDays: 35 }'),
      ["starts last on 2026-12-31, and nothing can be restored after 2027-02-04"],
    ],
    [
      "for ever",
      oneRule('schedule: "cron(0 2 1 1 ? 2027)", lifecycle: {}'),
      ["starts last on 2027-01-01, and its backups are kept forever"],
    ],
    [
      "and another that keeps longer",
      twoRules(
        'schedule: "cron(0 2 1 1 ? 2028)", lifecycle: { deleteAfterDays: 30 }',
        'schedule: "cron(0 2 1 1 ? 2027)", lifecycle: { deleteAfterDays: 1000 }',
      ),
      ["starts last on 2028-01-01, and nothing can be restored after 2029-09-27"],
    ],
    [
      "but another goes on",
      twoRules(
        'schedule: "cron(0 2 1 1 ? 2027)", lifecycle: { deleteAfterDays: 30 }',
        'schedule: "cron(0 12 ? * * *)", lifecycle: { deleteAfterDays: 30 }',
      ),
      [],
    ],
    [
      "in the last year that AWS has",
      oneRule('schedule: "cron(0 2 ? * * 2026-2199)", lifecycle: { deleteAfterDays: 30 }'),
      [],
    ],
  ])("the schedule ends, %s", (_what, text, ends) => {
    const messages = findingsOf(text).filter((finding) => finding.includes("starts last on"));
    expect(messages).toEqual(ends.map((end) => expect.stringContaining(`the backup plan \`daily\` ${end}`)));
  });

  test.each<[string, string, string, { ageMinutes: number | null; gapMinutes: number | null }]>([
    [
      "daily",
      oneRule('schedule: "cron(0 2 ? * * *)", lifecycle: { deleteAfterDays: 35 }'),
      "up to 32 hours old",
      { ageMinutes: 32 * 60, gapMinutes: 0 },
    ],
    [
      "deleted early",
      oneRule(`schedule: "${monthlyAtNoon}", lifecycle: { deleteAfterDays: 7 }`),
      "up to 7 days old, then none for up to 25 days",
      { ageMinutes: 7 * day, gapMinutes: 24 * day + 480 },
    ],
    [
      "one rule always gives way",
      twoRules(
        'schedule: "cron(0 2 ? * * *)", lifecycle: { deleteAfterDays: 3 }, copies: [{ to: central, lifecycle: { deleteAfterDays: 60 } }]',
        'schedule: "cron(0 1 ? * * *)", startWindowMinutes: 90, lifecycle: { deleteAfterDays: 4 }',
      ),
      "up to 26 hours old",
      { ageMinutes: 25.5 * 60, gapMinutes: 0 },
    ],
    [
      "continuous",
      oneRule(
        'schedule: "cron(0 2 ? * * *)", startWindowMinutes: 60, continuousBackup: true, lifecycle: { deleteAfterDays: 35 }',
      ),
      "up to 25 hours old; newer with point-in-time recovery",
      { ageMinutes: 25 * 60, gapMinutes: 0 },
    ],
    [
      "once",
      oneRule('schedule: "cron(0 2 1 1 ? 2027)", lifecycle: { deleteAfterDays: 35 }'),
      "only one backup",
      { ageMinutes: null, gapMinutes: null },
    ],
    [
      "nothing that AWS promises",
      plan(
        [0, 7, 14]
          .map((hour) => `{ name: at${hour}, schedule: "cron(0 ${hour} ? * * *)", lifecycle: { deleteAfterDays: 35 } }`)
          .join(", "),
      ),
      "none for certain",
      { ageMinutes: null, gapMinutes: null },
    ],
  ])("coverage, in every format: %s", (_what, text, inWords, minutes) => {
    const coverage = coverageOf(backupsOfOrganization(builtFrom(text)));
    expect(coverageAsMarkdown(coverage)).toContain(`| ${inWords} |`);
    const html = coverageAsHtml(coverage, new Date("2026-06-01T00:00:00Z"));
    expect(html).toContain(`Newest backup at worst: ${inWords}.`);
    expect(html).toContain(`"newest":"${inWords}"`);
    expect(JSON.parse(coverageAsJson(coverage)).plans[0].newestBackup).toEqual({ ...minutes, inWords });
  });

  test("explain says it, but not of what has point-in-time recovery", () => {
    const rare = oneRule(
      'schedule: "cron(0 2 ? * SUN *)", startWindowMinutes: 60, continuousBackup: true, lifecycle: { deleteAfterDays: 3 }',
    );
    const organization = backupsOfOrganization(builtFrom(rare));
    const gaps = (type: "EFS" | "RDS") =>
      explain(question(organization, "shop", "eu-central-1", type, { backup: "daily" }), organization).notes.filter(
        (note) => note.includes("no backup to restore"),
      );
    expect(gaps("EFS")).toEqual([
      "The backup plan daily has no backup to restore for up to 4 days: its backups expire before the next one starts.",
    ]);
    expect(gaps("RDS")).toEqual([]);
  });
});
