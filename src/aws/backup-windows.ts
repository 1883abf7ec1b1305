import { limits } from "./backup-policy/limits";

/** Minutes that a start window may have. The completion window has no documented bounds. */
export const startWindowMinutes = limits.startWindow;

/** Minutes from a scheduled start, where a rule says nothing. Source: AWS Backup API Reference, BackupRuleInput. */
export const defaultWindowMinutes = { start: 480, completion: 10_080 };
