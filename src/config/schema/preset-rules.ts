import { backupPlanTemplates, type PresetName } from "../../aws/backup-plan-templates";

/** The rules of a preset, as a plan would write them. */
export function presetRules(preset: PresetName) {
  return backupPlanTemplates[preset].rules.map(({ ruleName, scheduleExpression, lifecycle }) => ({
    name: ruleName,
    schedule: scheduleExpression,
    lifecycle: { ...lifecycle },
  }));
}
