/**
 * Minutes that a start window may have.
 * Source: AWS Backup Developer Guide, "Backup plan options and configuration", section "Backup window". Read 2026-11-26.
 * The completion window has no documented bounds.
 */
export const startWindowMinutes = { minimum: 60, maximum: 52_560_000 };

/** Minutes from a scheduled start, where a rule says nothing. Source: AWS Backup API Reference, BackupRuleInput. */
export const defaultWindowMinutes = { start: 480, completion: 10_080 };
