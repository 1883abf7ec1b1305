/** `use`: the rules of a preset as if they were written, and what is wrong with them at the place that names it. */

import fc from "fast-check";
import { stringify } from "yaml";
import {
  type BackupPlanTemplate,
  backupPlanTemplates,
  type PresetName,
  presetNames,
} from "../../src/aws/backup-plan-templates";
import { Source } from "../../src/config/source";
import { type Finding } from "../../src/findings/finding";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { explain } from "../../src/answers/protection/explain";
import { runsOf } from "../../src/answers/runs/runs";
import { validateSource } from "../../src/answers/validate";
import { accountOf, backupsOf, builtFrom, question } from "../protection/organizations";
import { configOf, edit, lineOf, validText } from "./valid";

/** The plan `simple`, on a line for each key, before those of the example. */
function withPlan(keys: string, text = validText): string {
  const plan = `  - name: simple\n    targets: [payments]\n    regions: [eu-west-1]\n    select: { tag: { key: backup, values: [simple] } }\n`;
  const allowed = edit(text, "disabled, custom]", "disabled, custom, simple]");
  return edit(allowed, "backupPlans:\n", `backupPlans:\n${plan}${keys.replaceAll(/^/gm, "    ")}\n`);
}

function withLock(text: string, minimum: number, maximum: number): string {
  const lock = `lock: { mode: governance, minRetentionDays: ${minimum}, maxRetentionDays: ${maximum} }`;
  return edit(text, "local: { name: org-local-vault }", `local: { name: org-local-vault, ${lock} }`);
}

function findingsOf(text: string): readonly Finding[] {
  return validateSource(new Source("org.yaml", text)).findings.filter(
    ({ rule, severity }) => rule !== "kms-key-in-management" && severity !== "note",
  );
}

function rulesOf(preset: PresetName): BackupPlanTemplate["rules"] {
  return backupPlanTemplates[preset].rules;
}

/** What a person would write to get the same. */
function written(preset: PresetName): string {
  return stringify({
    rules: rulesOf(preset).map(({ ruleName, scheduleExpression, lifecycle }) => ({
      name: ruleName,
      schedule: scheduleExpression,
      lifecycle,
    })),
  }).trimEnd();
}

test("the presets, the names of their rules, and what they keep are those that configs rely on", () => {
  const shown = presetNames.map((preset) => [
    preset,
    ...rulesOf(preset).map(
      ({ ruleName, scheduleExpression, lifecycle: { moveToColdStorageAfterDays: cold, deleteAfterDays } }) =>
        `${ruleName} ${scheduleExpression} ${cold === undefined ? "" : `${cold}/`}${deleteAfterDays}`,
    ),
  ]);
  const daily = "DailyBackups cron(0 5 ? * * *) 35";
  const weekly = "WeeklyBackups cron(0 13 ? * SAT *) 90";
  expect(shown).toEqual([
    ["daily-35", daily],
    ["daily-monthly-1y", daily, "MonthlyBackups cron(0 21 1 * ? *) 30/365"],
    ["daily-weekly-monthly-5y", daily, weekly, "MonthlyBackups cron(0 21 1 * ? *) 90/1825"],
    ["daily-weekly-monthly-7y", daily, weekly, "MonthlyBackups cron(0 21 1 * ? *) 90/2555"],
  ]);
});

describe.each(presetNames)("%s", (preset) => {
  const text = withPlan(`use: ${preset}`);

  test("has no finding in a config that is right", () => {
    expect(findingsOf(text)).toEqual([]);
  });

  test("comes to the same policies as its rules written out", () => {
    const documentsOf = (config: string) => buildDocuments(resolveDeployment(configOf(config)));
    expect(documentsOf(text)).toEqual(documentsOf(withPlan(written(preset))));
    expect(JSON.stringify(documentsOf(text))).toContain("DailyBackups");
  });

  test("gives way to written rules, all of it", () => {
    const rules = "rules: [{ name: own, schedule: cron(0 7 ? * * *), lifecycle: { deleteAfterDays: 7 } }]";
    expect(configOf(withPlan(`use: ${preset}\n${rules}`))).toEqual(configOf(withPlan(rules)));
  });

  test("is what explain and runs answer with", () => {
    const organization = backupsOf(builtFrom(text));
    const answer = explain(question(organization, "payments", "eu-west-1", "EFS", { backup: "simple" }), organization);
    expect(answer.status).toBe("protected");
    expect(
      answer.rules.map(({ plan, rule, schedule, backup }) => [plan, rule, schedule, backup.deleteAfterDays]),
    ).toEqual(
      rulesOf(preset)
        .map(({ ruleName, scheduleExpression, lifecycle }) => [
          "simple",
          ruleName,
          scheduleExpression,
          lifecycle.deleteAfterDays,
        ])
        .sort(),
    );
    expect(answer.notes).toContain("No backup rule makes a copy: if the account is lost, the backups are lost.");
    const { runs } = runsOf(
      accountOf(organization, "payments"),
      "eu-west-1",
      { from: new Date("2026-01-01T00:00:00Z"), days: 31, limit: 1000 },
      organization,
    );
    const started = (name: string) => runs.filter(({ plan, rule }) => plan === "simple" && rule === name).length;
    expect(rulesOf(preset).map(({ ruleName }) => started(ruleName))).toEqual(
      rulesOf(preset).map(({ ruleName }) => ({ DailyBackups: 31, WeeklyBackups: 5, MonthlyBackups: 1 })[ruleName]),
    );
  });

  test("what a lock of the local vault does not take is found at `use`, each rule by its name", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 120, max: 3000 }), (minimum, maximum) => {
        const locked = withLock(text, minimum, maximum);
        const found = findingsOf(locked).filter(({ path }) => path === "backupPlans[0].use");
        const outside = rulesOf(preset).filter(
          ({ lifecycle: { deleteAfterDays: kept } }) => kept < minimum || kept > maximum,
        );
        expect(found.map(({ message }) => message).sort()).toEqual(
          outside
            .map(
              ({ ruleName, lifecycle: { deleteAfterDays: kept } }) =>
                `rule \`${ruleName}\` of the preset \`${preset}\`: kept ${kept} days in the local vault, whose lock takes ${minimum} to ${maximum} days`,
            )
            .sort(),
        );
        for (const { rule, severity, line, column, hint } of found) {
          expect({ rule, severity }).toEqual({ rule: "retention-outside-lock", severity: "error" });
          expect(line).toBe(lineOf(locked, `use: ${preset}`));
          expect(column).toBe("    use: ".length + 1);
          expect(hint).toMatch(/within the lock.*another preset.*write `rules`/);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  [
    "an unknown preset",
    "use: daily-weekly-monthly-6y",
    /daily-35.*got "daily-weekly-monthly-6y"/,
    /Did you mean `daily-weekly-monthly-\dy`/,
  ],
  ["other letters", "use: Daily-35", /got "Daily-35"/, /Did you mean `daily-35`/],
  ["a key of every object", "use: constructor", /got "constructor"/, /Correct/],
  ["the key of prototypes", "use: __proto__", /got "__proto__"/, /Correct/],
  ["a method of every object", "use: toString", /got "toString"/, /Correct/],
  ["nothing", "use:", /got null/, /Correct/],
  ["a list", "use: [daily-35]", /got \["daily-35"\]/, /Correct/],
])("%s is refused at its place, and is not taken for a plan without rules", (_what, keys, message, hint) => {
  const text = withPlan(keys);
  const findings = findingsOf(text);
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "wrong-value",
      severity: "error",
      path: "backupPlans[0].use",
      line: lineOf(text, keys),
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    }),
  ]);
});

test("rules that are right are still checked beside an unknown preset", () => {
  const rules = "rules: [{ name: r, schedule: cron(0 5 * * *), lifecycle: { deleteAfterDays: 7 } }]";
  expect(findingsOf(withPlan(`use: weekly\n${rules}`)).map(({ rule }) => rule)).toEqual([
    "wrong-value",
    "schedule-syntax",
  ]);
});

test("a plan with neither is told both ways, at the plan, also where another key of it is broken", () => {
  for (const keys of ["enforcement: open", "enforcement: opened"]) {
    const text = withPlan(keys);
    const [missing, ...others] = findingsOf(text);
    expect(missing).toMatchObject({
      rule: "required-key",
      severity: "error",
      path: "backupPlans[0].rules",
      line: lineOf(text, "- name: simple"),
      message: "the backup plan has neither `use` nor `rules`",
    });
    expect(missing?.hint).toMatch(/`use`.*daily-35, daily-monthly-1y.*write `rules`/);
    expect(others.map(({ path }) => path)).toEqual(keys.endsWith("opened") ? ["backupPlans[0].enforcement"] : []);
  }
});

test("an empty list of rules is an error, and not the rules of the preset", () => {
  expect(findingsOf(withPlan("use: daily-35\nrules: []"))).toEqual([
    expect.objectContaining({
      rule: "wrong-value",
      path: "backupPlans[0].rules",
      message: expect.stringMatching(/must not be empty.*preset in `use`/),
    }),
  ]);
});

test("what asks for other rules says that those of a preset are fixed", () => {
  const overlapping = withPlan("use: daily-35").replace("values: [simple]", "values: [daily, simple]");
  const rds = withPlan("use: daily-monthly-1y").replace(
    "tag: { key: backup, values: [simple] }",
    "resourceTypes: [RDS], tags: { backup: simple }",
  );
  const meeting = overlapping.replace("cron(0 2 ? * * *)", "cron(30 5 ? * * *)");
  expect(findingsOf(overlapping)).toEqual([]);
  for (const [text, rule, severity] of [
    [meeting, "selection-overlap", "warning"],
    [rds, "cold-never", "error"],
  ] as const) {
    const [finding, ...others] = findingsOf(text);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule, severity });
    expect(finding?.hint).toMatch(/rules of a preset are fixed/);
  }
});

test("a preset that moves to cold storage where no service has it is found at `use`", () => {
  const text = edit(
    withPlan("use: daily-weekly-monthly-7y"),
    "serviceOptIn: [Aurora, DynamoDB, EBS, EC2, EFS, RDS, S3]",
    "serviceOptIn: [Aurora, EBS, EC2, RDS, S3]",
  );
  expect(findingsOf(text).filter(({ path }) => path.startsWith("backupPlans[0]"))).toEqual([
    expect.objectContaining({
      rule: "cold-never",
      path: "backupPlans[0].use",
      line: lineOf(text, "use: daily-weekly-monthly-7y"),
      message: expect.stringMatching(
        /^rule `MonthlyBackups` of the preset `daily-weekly-monthly-7y`: AWS Backup has no cold storage for Aurora, EBS/,
      ),
    }),
  ]);
  expect(findingsOf(edit(text, "use: daily-weekly-monthly-7y", "use: daily-35")).map(({ path }) => path)).not.toContain(
    "backupPlans[0].use",
  );
});
