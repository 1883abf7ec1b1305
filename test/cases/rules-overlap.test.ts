/** Rules of one plan whose start windows meet: what people write, and what AWS Backup makes of it. */

import { answerAsText } from "../../src/answers/protection/print";
import { explain } from "../../src/answers/protection/explain";
import { coverageOf } from "../../src/answers/coverage/coverage";
import { coverageAsHtml } from "../../src/answers/coverage/html/report";
import { reportData } from "../../src/answers/coverage/html/report-data";
import { coverageAsJson } from "../../src/answers/coverage/json";
import { coverageAsMarkdown } from "../../src/answers/coverage/markdown";
import { notMadeInWords, runsAsCalendar, runsAsTable } from "../../src/answers/runs/print";
import { runsOf } from "../../src/answers/runs/runs";
import { check, edit, textOf } from "../config/valid";
import { accountOf, backupsOf, builtFrom, question } from "../protection/organizations";

const oneHour = textOf("test/cases/rules-of-one-plan-overlap.yaml");
const minimal = textOf("examples/minimal.yaml");
const rulesOfMinimal = /rules:\n[^]*?(?=\n\w)/;

/** The plan of the minimal example with rules such as `daily cron(0 2 ? * * *) 35`, and keys after that. */
function plan(...rules: readonly string[]): string {
  const lines = rules.map((text) => {
    const [, name, schedule, days, keys] = /^(\w+) (cron\(.*?\)) (\w+)(.*)$/.exec(text) ?? [];
    const lifecycle = days === "ever" ? "{}" : `{ deleteAfterDays: ${days} }`;
    return `      - { name: ${name}, schedule: "${schedule}", lifecycle: ${lifecycle}${keys} }\n`;
  });
  return minimal.replace(rulesOfMinimal, `rules:\n${lines.join("")}`);
}

function overlapsIn(text: string): { at: string; message: string; hint: string }[] {
  const { findings } = check(text);
  return findings
    .filter(({ rule, severity }) => rule === "rules-overlap" || severity === "error")
    .map(({ severity, path, message, hint }) => ({ at: `${severity} ${path}`, message, hint }));
}

test("daily, weekly and monthly in one night", () => {
  expect(overlapsIn(oneHour)).toEqual([
    {
      at: "warning backupPlans[0].rules[0].schedule",
      message:
        "in the backup plan `daily`, `daily` gives way to `weekly` and `monthly` in 104 of 730 runs of the years 2026 and 2027, first on 2026-01-05, 2026-01-12, 2026-01-19 …: do not rely on its backup there, nor on its copy to central; AWS does not say what becomes of a backup that starts before that of the rule it gives way to",
      hint: "Keep the start windows apart: start `weekly` in the hour from 10:00 UTC and start `monthly` in the hour from 18:00 UTC.",
    },
    {
      at: "warning backupPlans[0].rules[1].schedule",
      message:
        "in the backup plan `daily`, `weekly` gives way to `monthly` in 24 of 104 runs of the years 2026 and 2027, first on 2026-01-05, 2026-02-02, 2026-03-02 …: do not rely on its backup there; AWS does not say what becomes of a backup that starts before that of the rule it gives way to",
      hint: expect.any(String),
    },
  ]);
});

test("the hours of the hint do not meet", () => {
  const mended = edit(edit(oneHour, "cron(0 2 ? * 2 *)", "cron(0 10 ? * 2 *)"), "cron(0 4 ?", "cron(0 18 ?");
  expect(overlapsIn(mended)).toEqual([]);
});

const daily = "daily cron(0 2 ? * * *) 35";

test.each<[string, string, string[], string]>([
  [
    "the longer rule first",
    plan(daily, "weekly cron(0 1 ? * SUN *) 90"),
    ["`daily` gives way to `weekly` in 104 of 730 runs"],
    "start `weekly` in the hour from 10:00 UTC",
  ],
  [
    "a rule that keeps for ever",
    plan(daily, "yearly cron(30 2 1 1 ? *) ever"),
    ["`daily` gives way to `yearly` in 2 of 730 runs of the years 2026 and 2027, first on 2026-01-01 and 2027-01-01"],
    "start `yearly` in the hour from 10:00 UTC",
  ],
  [
    "rules that keep equally long",
    plan(daily, "again cron(0 3 ? * * *) 35"),
    [
      "`again` meets `daily` in all 730 runs of the years 2026 and 2027, first on 2026-01-01, 2026-01-02, 2026-01-03 …: AWS makes one backup of two; AWS does not say which of two rules it takes that keep their backups equally long",
    ],
    "start `again` in the hour from 10:00 UTC",
  ],
  [
    "every hour, and every day",
    plan("hourly cron(0 * ? * * *) 7", daily),
    ["`hourly` gives way to `daily` in 10950 of 17520 runs"],
    "Back up less often",
  ],
  [
    "every six hours in the default window",
    plan("six cron(0 0/6 ? * * *) 7", "daily cron(0 3 ? * * *) 35"),
    ["`six` gives way to `daily`"],
    "set `startWindowMinutes: 60` on each",
  ],
  [
    "two continuous rules",
    plan(
      "one cron(0 2 ? * * *) 14, startWindowMinutes: 60, continuousBackup: true",
      "two cron(0 14 ? * * *) 35, startWindowMinutes: 60, continuousBackup: true",
    ),
    ["`one` gives way to `two` in all 730 runs"],
    "Make one backup rule of the backup plan continuous",
  ],
  [
    "a chain",
    plan("a cron(0 0 ? * * *) 10", "b cron(0 7 ? * * *) 40", "c cron(0 13 ? * * *) 370"),
    [
      "do not rely on its backup there; AWS does not say whether a rule gives way to one that gives way itself",
      "`b` gives way to `c` in all 730 runs",
    ],
    "start `b` in the hour from 08:00 UTC and start `c` in the hour from 16:00 UTC",
  ],
])("%s", (_what, text, messages, hint) => {
  const found = overlapsIn(text);
  expect(found.map(({ at }) => at.replace(/\d+\]\.schedule/, ""))).toEqual(
    messages.map(() => "warning backupPlans[0].rules["),
  );
  expect(found.map(({ message }) => message)).toEqual(messages.map((message) => expect.stringContaining(message)));
  expect(found[0]?.hint).toContain(hint);
});

test.each([
  ["the end of a window is not in it", plan(daily, "weekly cron(0 10 ? * SUN *) 90")],
  ["short windows", plan(`${daily}, startWindowMinutes: 60`, "weekly cron(0 3 ? * SUN *) 90, startWindowMinutes: 60")],
  ["days that never meet", plan("a cron(0 2 ? * MON *) 35", "b cron(0 4 ? * TUE *) 90")],
  ["one rule", plan("hourly cron(0 * ? * * *) 7")],
])("no finding: %s", (_what, text) => {
  expect(overlapsIn(text)).toEqual([]);
});

describe("what is promised on 1 June 2026, the first Monday of its month", () => {
  const june = new Date("2026-06-01T00:00:00Z");

  function runsIn(text: string, account = "shop", days = 1) {
    const organization = backupsOf(builtFrom(text));
    const question = { account: accountOf(organization, account), region: "eu-central-1", from: june, days };
    const list = runsOf(question.account, question.region, { from: june, days, limit: 1000 }, organization);
    return { list, table: runsAsTable(question, list), calendar: runsAsCalendar(question, list) };
  }

  test("of daily, weekly and monthly, the monthly backup, and no copy", () => {
    const { list, table, calendar } = runsIn(oneHour, "shop");
    expect(list.runs).toMatchObject([
      { action: "backup", rule: "monthly", inPlaceOf: ["daily", "weekly"], to: { deleteAfterDays: 370 } },
    ]);
    expect(list.notMade).toMatchObject([
      { rule: "daily", outcome: "gives-way", rules: ["monthly"], unsaid: [expect.stringContaining("starts before")] },
      { rule: "weekly", outcome: "gives-way", rules: ["monthly"], unsaid: [expect.stringContaining("starts before")] },
    ]);
    expect(table.match(/^2026-.*$/gm)).toHaveLength(1);
    expect(table.match(/AWS does not say/g)).toHaveLength(2);
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(calendar.replaceAll("\r\n ", "")).toContain("No backup of daily and weekly: their start windows meet");
  });

  test.each<[string, string, string[], string[]]>([
    ["the longer rule first", plan(daily, "weekly cron(0 1 ? * MON *) 90"), ["01:00 weekly"], ["daily gives-way"]],
    ["apart", plan(daily, "weekly cron(0 10 ? * MON *) 90"), ["02:00 daily", "10:00 weekly"], []],
    [
      "equally long",
      plan(daily, "weekly cron(0 3 ? * MON *) 35"),
      ["02:00 daily or weekly"],
      ["daily one-of", "weekly one-of"],
    ],
    [
      "a chain",
      plan("a cron(0 0 ? * * *) 10", "b cron(0 7 ? * * *) 40", "c cron(0 13 ? * * *) 370"),
      ["13:00 c"],
      ["a unsaid", "b gives-way"],
    ],
    [
      "continuous and for a year",
      plan("pitr cron(0 2 ? * * *) 35, continuousBackup: true", "yearly cron(0 2 ? * MON *) 366"),
      ["02:00 yearly"],
      ["pitr unsaid"],
    ],
    [
      "two continuous rules",
      plan(
        "one cron(0 2 ? * * *) 14, startWindowMinutes: 60, continuousBackup: true",
        "two cron(0 14 ? * * *) 35, startWindowMinutes: 60, continuousBackup: true",
      ),
      ["14:00 two"],
      ["one gives-way"],
    ],
    [
      "every six hours",
      plan("six cron(0 0/6 ? * * *) 7, startWindowMinutes: 60", "daily cron(0 12 ? * * *) 35, startWindowMinutes: 60"),
      ["00:00 six", "06:00 six", "12:00 daily", "18:00 six"],
      ["six gives-way"],
    ],
  ])("%s", (_what, text, made, notMade) => {
    const { list } = runsIn(text);
    expect(
      list.runs
        .filter(({ action }) => action === "backup")
        .map(({ start, rule, orRules }) => `${start.toISOString().slice(11, 16)} ${[rule, ...orRules].join(" or ")}`),
    ).toEqual(made);
    expect(list.notMade.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual(notMade);
  });

  test("one of two equals is copied only where both are", () => {
    const copies = (days: number) => `, copies: [{ to: central, lifecycle: { deleteAfterDays: ${days} } }]`;
    const copiesIn = (...days: readonly [number, number]) =>
      runsIn(plan(`${daily}${copies(days[0])}`, `again cron(0 3 ? * * *) 35${copies(days[1])}`)).list.runs.map(
        ({ action }) => action,
      );
    expect(copiesIn(90, 90)).toEqual(["backup", "copy"]);
    expect(copiesIn(90, 120)).toEqual(["backup"]);
  });

  test("explain promises no copy of every day", () => {
    const organization = backupsOf(builtFrom(oneHour));
    const asked = { ...question(organization, "shop", "eu-central-1", "EFS", { backup: "daily" }), at: june };
    const answer = explain(asked, organization);
    const [first] = answer.rules;
    expect(first).toMatchObject({
      rule: "daily",
      overlap: { others: ["monthly", "weekly"], runs: 730, notPromised: 105 },
    });
    expect(first?.nextRuns[0]).toEqual(new Date("2026-06-02T02:00:00Z"));
    const text = answerAsText(asked, answer);
    expect(text).toContain(
      "not always gives way to monthly and weekly in 105 of 730 runs of two years from 2026-06-01, first 2026-06-01 02:00",
    );
    expect(text).toMatch(/copy .*; only of backups that are made/);
    expect(text).toContain("AWS does not say what becomes of a backup that starts before");
  });
});

test("coverage says what gives way, in every format, and draws the backups that are made", () => {
  const coverage = coverageOf(backupsOf(builtFrom(oneHour)));
  const words = "daily gives way to monthly and weekly in 104 of 730 runs of the years 2026 and 2027";
  expect(coverageAsMarkdown(coverage)).toContain(`the backup rule ${words}`);
  expect(coverageAsHtml(coverage, new Date("2026-06-01T00:00:00Z"))).toContain(words);
  const [overlap] = JSON.parse(coverageAsJson(coverage)).plans[0].rules.map((one: { overlap: unknown }) => one.overlap);
  expect(overlap).toMatchObject({ others: ["monthly", "weekly"], notPromised: 104, runs: 730 });
  const { plans, schedules } = reportData(coverage, new Date("2026-06-01T00:00:00Z"));
  const startsOnFirstDay = plans[0]?.rules.map(({ schedule }) => {
    const year = schedules[schedule];
    return year?.minutes[year.days[0] ?? 0];
  });
  expect(startsOnFirstDay).toEqual([[], [240], []]);
});

test.each([
  [44_640, false],
  [44_641, true],
])(
  "a start window of %d minutes: explain, coverage and validate say that it is not followed to its end: %s",
  (minutes, isSaid) => {
    const text = plan(
      daily,
      `yearly cron(0 2 1 1 ? *) 366, startWindowMinutes: ${minutes}, completionWindowMinutes: 60000`,
    );
    const words = "start windows longer than 31 days count as 31 days where rules are compared";
    const organization = backupsOf(builtFrom(text));
    const asked = question(organization, "shop", "eu-central-1", "EFS", { backup: "daily" });
    expect(answerAsText(asked, explain(asked, organization)).includes(words)).toBe(isSaid);
    expect(coverageAsMarkdown(coverageOf(organization)).includes(words)).toBe(isSaid);
    expect(check(text).findings.some(({ rule }) => rule === "start-window-compared")).toBe(isSaid);
  },
);

describe("a continuous rule that another one keeps from being made, or not, by the kind", () => {
  const ignored = `${plan(
    "daily cron(0 2 ? * * *) 14, continuousBackup: true, copies: [{ to: central, lifecycle: { deleteAfterDays: 90 } }]",
    "weekly cron(0 2 ? * SUN *) 35, continuousBackup: true",
  )}serviceOptIn: [EFS, S3]\n`;
  const from = new Date("2026-06-01T00:00:00Z");
  const coverageWith = (optIn: string) => coverageOf(backupsOf(builtFrom(ignored.replace("[EFS, S3]", `[${optIn}]`))));

  function drawn(optIn: string) {
    const { plans, schedules } = reportData(coverageWith(optIn), from);
    return plans[0]?.rules.map(({ name, of, copies, schedule }) => {
      const year = schedules[schedule];
      const days = year?.days.filter((day) => (year.minutes[day] ?? []).length > 0).length;
      return [name, of, copies.length, days];
    });
  }

  test.each([
    [
      "S3",
      [
        ["daily", undefined, 0, 0],
        ["weekly", undefined, 0, 52],
      ],
    ],
    [
      "EFS, S3",
      [
        ["daily", "with continuous backups", 0, 0],
        ["daily", "without continuous backups", 1, 313],
        ["weekly", undefined, 0, 52],
      ],
    ],
  ])("the HTML draws what is made: %s", (optIn, rules) => {
    expect(drawn(optIn)).toEqual(rules);
  });

  test("Markdown and JSON say both", () => {
    const coverage = coverageWith("EFS, S3");
    expect(coverageAsMarkdown(coverage)).toMatch(
      /\| daily \| At 02:00[^|]*all 730 runs[^|]*, of resources with continuous backups; gives way[^|]*104 of 730 runs[^|]*, of resources without/,
    );
    const [one] = JSON.parse(coverageAsJson(coverage)).plans;
    const [{ overlap, overlaps, copies }] = one.rules;
    expect(one.sorts).toEqual(["with continuous backups", "without continuous backups"]);
    expect(overlaps.map(({ of, notPromised }: { of: string; notPromised: number }) => [of, notPromised])).toEqual([
      ["with continuous backups", 730],
      ["without continuous backups", 104],
    ]);
    expect([overlap, copies.length]).toEqual([overlaps[0], 1]);
  });

  test("the newest backup is that of resources that get snapshots", () => {
    expect(coverageWith("EFS, S3").plans[0]?.newestBackup.inWords).toBe(
      "up to 32 hours old; newer with point-in-time recovery",
    );
  });
});

test("a copy of a rule that never makes a backup is in no report", () => {
  const copied = ", copies: [{ to: central, lifecycle: { deleteAfterDays: 365 } }]";
  const never = plan(`${daily}${copied}`, "longer cron(0 2 ? * * *) 90");
  const organization = backupsOf(builtFrom(never));
  expect(coverageOf(organization).plans[0]?.rules.map(({ copies }) => copies.length)).toEqual([0, 0]);
  const asked = question(organization, "shop", "eu-central-1", "EFS", { backup: "daily" });
  expect(explain(asked, organization)).toMatchObject({ status: "not-protected", reason: { id: "rule-gives-way" } });
  const equal = backupsOf(builtFrom(plan(`${daily}${copied}`, `again cron(0 2 ? * * *) 35${copied}`)));
  expect(explain(asked, equal).status).toBe("protected");
});

describe("over years that nobody thinks of", () => {
  test.each([
    [
      "a leap day",
      "rare cron(0 2 29 2 ? *) 90",
      "1 of 1096 runs of the years 2026, 2027 and 2028, first on 2028-02-29",
    ],
    [
      "a year to come",
      "rare cron(0 2 1 1 ? 2030) 90",
      "1 of 1095 runs of the years 2026, 2027 and 2030, first on 2030-01-01",
    ],
    [
      "a year far away",
      "rare cron(0 2 1 1 ? 2199) 90",
      "1 of 1095 runs of the years 2026, 2027 and 2199, first on 2199-01-01",
    ],
  ])("%s", (_what, rare, words) => {
    expect(overlapsIn(plan(daily, rare)).map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  });

  test("New Year's Day on a Monday", () => {
    const [found, ...others] = overlapsIn(plan("weekly cron(0 2 ? * MON *) 35", "yearly cron(0 2 1 1 ? *) 366"));
    expect(found?.message).toContain("1 of 157 runs of the years 2026, 2027 and 2029, first on 2029-01-01");
    expect(others).toEqual([]);
  });
});

describe("rules that start very often are judged soon", () => {
  const ten = (schedule: (index: number) => string, keys = "") =>
    plan(...Array.from({ length: 10 }, (_, index) => `r${index} ${schedule(index)} ${30 + index}${keys}`));

  test.each<[string, string, string]>([
    [
      "ten rules every hour",
      ten((index) => `cron(${5 * index} * ? * * *)`),
      "in all 17520 runs of the years 2026 and 2027",
    ],
    [
      "ten rules every hour, in windows of years",
      ten(
        (index) => `cron(${5 * index} * ? * * *)`,
        ", startWindowMinutes: 52560000, completionWindowMinutes: 52560001",
      ),
      "in all 17520 runs of the years 2026 and 2027",
    ],
    [
      "ten rules every minute",
      ten(() => "cron(* * ? * * *)", ", startWindowMinutes: 10000, completionWindowMinutes: 20000"),
      "in all 18720 runs of 13 days from 2026-01-01",
    ],
  ])("%s", (_what, text, words) => {
    const before = process.cpuUsage();
    const found = overlapsIn(text);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
    expect(found).toHaveLength(9);
    expect(found[0]?.message).toContain(words);
  });

  test("and it is said where fewer days than two years are looked at", () => {
    const messages = check(ten(() => "cron(* * ? * * *)")).findings.flatMap(({ rule, message }) =>
      rule === "schedule-too-frequent" ? [message] : [],
    );
    expect(new Set(messages)).toEqual(
      new Set([expect.stringContaining("looks only at 13 days from 2026-01-01 for times without a backup")]),
    );
  });
});

test("ten rules that meet have one hint between them", () => {
  const ten = plan(...Array.from({ length: 10 }, (_, index) => `r${index} cron(${6 * index} 2 ? * * *) ${30 + index}`));
  const hints = overlapsIn(ten).map(({ hint }) => hint);
  expect(hints[0]).toContain("startWindowMinutes: 60");
  expect([...new Set(hints.slice(1))]).toEqual(["See the first finding of `rules-overlap` in `daily`."]);
});

test("a copy that is never made is not one of backups that are made", () => {
  const copied = ", copies: [{ to: central, lifecycle: { deleteAfterDays: 365 } }]";
  const organization = backupsOf(builtFrom(plan(`${daily}${copied}`, "longer cron(0 2 ? * * *) 90")));
  const asked = question(organization, "shop", "eu-central-1", "EFS", { backup: "daily" });
  const text = answerAsText(asked, explain(asked, organization));
  expect(text).toContain("copy       FAILS");
  expect(text).not.toContain("only of backups that are made");
});

test.each([
  ["in a plan of one Region, with and without its name", "{ to: central }, { to: central, region: eu-central-1 }", 1],
  ["both without a Region", "{ to: central }, { to: central }", 1],
])("two copies to one vault: %s", (_what, copies, count) => {
  const text = plan(`${daily}, copies: [${copies}]`);
  expect(check(text).findings.filter(({ rule }) => rule === "copy-duplicate")).toHaveLength(count);
});

test.each([["{ backup: '*' }"], ["{ backup: '**' }"], ["{ backup: ['x', '*'] }"]])(
  "a selection of what is not like anything is empty: notLike %s",
  (notLike) => {
    const text = minimal.replace(/select: \{.*\}/, `select: { resourceTypes: [RDS], where: { notLike: ${notLike} } }`);
    const found = check(text).findings.filter(({ rule }) => rule === "selection-empty");
    expect(found.map(({ severity, hint }) => [severity, hint])).toEqual([
      ["error", expect.stringContaining("leaves out every value")],
    ]);
  },
);

test("of two rules that keep equally long, one backup is made, and explain and coverage say so", () => {
  const organization = backupsOf(builtFrom(plan(daily, "weekly cron(0 2 ? * MON *) 35")));
  const asked = question(organization, "shop", "eu-central-1", "EBS", { backup: "daily" });
  const text = answerAsText(asked, explain(asked, organization));
  const told = "AWS makes one of these backups, so rely on no copy that not all of these rules make";
  expect(text.match(new RegExp(told, "g"))).toHaveLength(2);
  expect(text).toContain("AWS does not say which of two rules");
  expect(text).not.toMatch(/never|rely on neither/);
  expect(coverageAsMarkdown(coverageOf(organization))).toContain(told);
});

test.each([
  ["weekly cron(0 2 ? * MON *) 35", ["one of: daily, daily", "one of: daily, weekly"]],
  ["weekly cron(0 2 ? * MON *) 90", ["not made: daily, daily"]],
  ["weekly cron(0 3 ? * MON *) 90", ["not promised: daily, daily"]],
])("`runs` says of %s what becomes of it, in the words of `explain`", (other, headings) => {
  const organization = backupsOf(builtFrom(plan(daily, other)));
  const from = new Date("2026-06-01T00:00:00Z");
  const { notMade } = runsOf(
    accountOf(organization, "shop"),
    "eu-central-1",
    { from, days: 7, limit: 100 },
    organization,
  );
  const lines = notMadeInWords(notMade);
  expect(lines.map((line) => line.split(", ").slice(0, 2).join(", "))).toEqual(headings);
  expect(lines.every((line) => line.includes("AWS does not say") !== line.startsWith("not made"))).toBe(true);
});

describe("a continuous rule that meets one that keeps longer", () => {
  const twoRules = (optIn: string) =>
    `${plan("daily cron(0 2 ? * * *) 35, continuousBackup: true", "weekly cron(0 2 ? * MON *) 90")}serviceOptIn: [${optIn}]\n`;
  const said = (optIn: string, type: string) => {
    const organization = backupsOf(builtFrom(twoRules(optIn)));
    const asked = question(organization, "shop", "eu-central-1", type, { backup: "daily" });
    return {
      explain: answerAsText(asked, explain(asked, organization)),
      coverage: coverageAsMarkdown(coverageOf(organization)),
    };
  };
  const open = "AWS does not say whether a continuous rule and another one give way to each other";

  test("AWS does not say what becomes of it, for a kind with continuous backups", () => {
    const { explain: explained, coverage } = said("S3", "S3");
    expect([explained.includes(open), coverage.includes(open)]).toEqual([true, true]);
    expect(coverage).not.toContain("of resources with");
  });

  test("where a plan takes both sorts, each is said", () => {
    const both = "EBS, RDS";
    expect(said(both, "EBS").explain).not.toContain(open);
    expect(said(both, "EBS").explain).toContain("gives way to weekly");
    expect(said(both, "RDS").explain).toContain(open);
    const { coverage } = said(both, "EBS");
    expect(coverage).toMatch(/, of resources with continuous backups.*AWS does not say whether a continuous rule/);
    expect(coverage).toMatch(/gives way to weekly .*, of resources without continuous backups/);
    expect(overlapsIn(twoRules(both)).map(({ message }) => message)).toEqual([
      expect.stringMatching(/`daily` gives way .*, of resources with continuous backups.*AWS does not say/),
      expect.stringMatching(/`daily` gives way .*, of resources without continuous backups.*AWS makes no backup/),
    ]);
  });
});
