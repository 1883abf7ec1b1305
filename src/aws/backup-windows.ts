/** Minutes from a scheduled start, where a rule says nothing. Source: AWS Backup API Reference, BackupRuleInput. */
export const defaultWindowMinutes = { start: 480, completion: 10_080 };
