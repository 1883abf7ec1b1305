/** The part of docs/configuration.md about `use`, from the templates themselves. */

import { backupPlanTemplates, type BackupPlanTemplate, presetNames } from "../aws/backup-plan-templates";
import { defaultWindowMinutes } from "../aws/backup-windows";
import { scheduleInWords } from "../aws/schedule-in-words";
import { code, table } from "../markdown";

export function presetsReference(): string {
  const { start, completion } = defaultWindowMinutes;
  return [
    "### Presets",
    "",
    "`use` gives a backup plan the backup rules of a template of AWS Backup, at hours of their own. The console shows the templates under “Start with a template”:",
    "",
    "```yaml",
    "backupPlans:",
    "  - { name: simple, targets: [Sandbox], select: { tag: { key: backup, values: [simple] } }, use: daily-35 }",
    "```",
    "",
    table(
      ["preset", "template of AWS", "rule", "starts, in UTC", "schedule", "kept", "cold after", "the same in aws-cdk"],
      presetNames.flatMap((preset) => {
        const { templateName, cdkFunction, rules }: BackupPlanTemplate = backupPlanTemplates[preset];
        return rules.map(({ ruleName, scheduleExpression, lifecycle }, index) => [
          index === 0 ? code(preset) : "",
          index === 0 ? templateName : "",
          code(ruleName),
          scheduleInWords(scheduleExpression),
          code(scheduleExpression),
          `${lifecycle.deleteAfterDays} days`,
          lifecycle.moveToColdStorageAfterDays === undefined ? "" : `${lifecycle.moveToColdStorageAfterDays} days`,
          index === 0 ? code(cdkFunction) : "",
        ]);
      }),
    ).source,
    "",
    "- If you write `rules`, they replace all backup rules of the preset. To change one of them, write them all.",
    "- The names of the backup rules appear in the backup policies and in the accounts' backup plans. They do not change.",
    `- Windows are AWS's defaults: ${start} minutes to start, ${completion} to complete.`,
    "- A template names no vault and no copy: the backups go to the local vault, and are lost with the account. Write `rules` with",
    "  `copies` for backups that must survive. A lock of the local vault must allow the retention of the preset.",
    "- The templates start all backup rules at 05:00 UTC. Where start windows meet, AWS Backup makes one backup, for the rule with the",
    "  longest retention, so the weekly and monthly rules start later here, each when the window before it has ended.",
    "- Services without cold storage ([services](services.md#other-features)) keep their monthly backups warm: AWS Backup",
    "  ignores the transition. The others keep them in cold storage for longer than the 90 days that AWS requires.",
    "",
    "Sources: AWS publishes the rules of one template, Daily-35day-Retention, as the output of",
    "`get-backup-plan-from-template` in the AWS CLI Command Reference. The numbers of the others are those of",
    "`aws-cdk-lib/aws-backup`, whose ready-made plans AWS calls “similar to the console experience”. What the templates call",
    "their weekly and monthly rules is not published: the names here follow that of the daily one. That AWS Backup makes one",
    "backup for several rules: AWS Backup Developer Guide, “Backup plan options and configuration”. Cold storage: AWS Backup",
    "API Reference, “Lifecycle”. Read 2026-11-26.",
    "",
  ].join("\n");
}
