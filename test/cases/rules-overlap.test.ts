/** Rules of one plan whose start windows meet: what people write, and what AWS Backup makes of it. */

import { check, edit, textOf } from "../config/valid";

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
        "in the backup plan `daily`, `daily` gives way to `weekly` and `monthly` in 104 of 730 runs of two years, first on 2026-01-05, 2026-01-12, 2026-01-19 …: AWS does not make its backup there, nor its copy to central; AWS does not say what becomes of a backup that starts before that of the rule it gives way to",
      hint: "Keep the start windows apart: start `weekly` in the hour from 10:00 UTC and start `monthly` in the hour from 18:00 UTC.",
    },
    {
      at: "warning backupPlans[0].rules[1].schedule",
      message:
        "in the backup plan `daily`, `weekly` gives way to `monthly` in 24 of 104 runs of two years, first on 2026-01-05, 2026-02-02, 2026-03-02 …: AWS does not make its backup there; AWS does not say what becomes of a backup that starts before that of the rule it gives way to",
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
    ["`daily` gives way to `yearly` in 2 of 730 runs of two years, first on 2026-01-01 and 2027-01-01"],
    "start `yearly` in the hour from 10:00 UTC",
  ],
  [
    "rules that keep equally long",
    plan(daily, "again cron(0 3 ? * * *) 35"),
    [
      "`again` meets `daily` in all 730 runs of two years, first on 2026-01-01, 2026-01-02, 2026-01-03 …: AWS makes one backup of two; AWS does not say which of two rules it takes that keep their backups equally long",
    ],
    "start `again` in the hour from 10:00 UTC",
  ],
  [
    "every hour, and every day",
    plan("hourly cron(0 * ? * * *) 7", daily),
    ["`hourly` gives way to `daily` in 10950 of 17520 runs"],
    "Put the backup rules into backup plans of their own",
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
      "AWS may not make its backup there; AWS does not say whether a rule gives way to one that gives way itself",
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
