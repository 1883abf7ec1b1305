/** The templates from which AWS Backup's console starts a backup plan, at hours of their own. */

/** A rule in the terms of AWS Backup. Windows are not named: they are AWS's defaults. */
export interface TemplateRule {
  readonly ruleName: string;
  readonly scheduleExpression: string;
  readonly lifecycle: { readonly moveToColdStorageAfterDays?: number; readonly deleteAfterDays: number };
}

export interface BackupPlanTemplate {
  /** As in the answer of `ListBackupPlanTemplates`. */
  readonly templateName: string;
  /** The function of aws-cdk that makes the same plan. */
  readonly cdkFunction: string;
  readonly rules: readonly [TemplateRule, ...TemplateRule[]];
}

const daily: TemplateRule = {
  ruleName: "DailyBackups",
  scheduleExpression: "cron(0 5 ? * * *)",
  lifecycle: { deleteAfterDays: 35 },
};

const weekly: TemplateRule = {
  ruleName: "WeeklyBackups",
  scheduleExpression: "cron(0 13 ? * SAT *)",
  lifecycle: { deleteAfterDays: 90 },
};

function monthly(moveToColdStorageAfterDays: number, deleteAfterDays: number): TemplateRule {
  return {
    ruleName: "MonthlyBackups",
    scheduleExpression: "cron(0 21 1 * ? *)",
    lifecycle: { moveToColdStorageAfterDays, deleteAfterDays },
  };
}

/**
 * The templates by the name of their preset. AWS starts every rule of a template at 05:00, where their start windows of 480
 * minutes meet: on the day of a monthly backup it makes no daily one (src/aws/overlapping-rules.ts). So the weekly rule
 * starts here when the window of the daily one has ended, and the monthly rule after it.
 *
 * AWS publishes the rules of one, Daily-35day-Retention: the output of `get-backup-plan-from-template` in the AWS CLI
 * Command Reference, with 480 minutes to start, which is the default. The numbers of the others are those of AWS's own
 * aws-cdk, whose ready-made plans are "similar to the console experience" (aws-cdk-lib/aws-backup: README; lib/plan.ts at
 * commit 02bb4861db67; lib/rule.ts at 008e41b51d67). It has the same numbers for the first, and other names for the rules:
 * `Daily`, `Weekly`, `Monthly1Year`, `Monthly5Year`, `Monthly7Year`. What the templates call their weekly and monthly
 * rules is not published: the names here follow that of the daily one. Read 2026-11-26.
 */
export const backupPlanTemplates = {
  "daily-35": {
    templateName: "Daily-35day-Retention",
    cdkFunction: "daily35DayRetention",
    rules: [daily],
  },
  "daily-monthly-1y": {
    templateName: "Daily-Monthly-1yr-Retention",
    cdkFunction: "dailyMonthly1YearRetention",
    rules: [daily, monthly(30, 365)],
  },
  "daily-weekly-monthly-5y": {
    templateName: "Daily-Weekly-Monthly-5yr-Retention",
    cdkFunction: "dailyWeeklyMonthly5YearRetention",
    rules: [daily, weekly, monthly(90, 1825)],
  },
  "daily-weekly-monthly-7y": {
    templateName: "Daily-Weekly-Monthly-7yr-Retention",
    cdkFunction: "dailyWeeklyMonthly7YearRetention",
    rules: [daily, weekly, monthly(90, 2555)],
  },
} as const satisfies Readonly<Record<string, BackupPlanTemplate>>;

export type PresetName = keyof typeof backupPlanTemplates;

/** In the order of how long they keep backups. */
export const presetNames = Object.keys(backupPlanTemplates) as PresetName[];
