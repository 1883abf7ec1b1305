/**
 * Ids of the rules whose findings are warnings, the worst first: what is not backed up or can be lost, then who could take
 * it, then what fails or costs, then what is only untidy.
 */
export const warningsByHarm: readonly string[] = [
  "retention-gap",
  "rules-overlap",
  "plan-without-vault",
  "plan-beyond-account",
  "selection-overlap",
  "continuous-twice",
  "tag-values-match",
  "tag-value-forbidden",
  "copies-none",
  "lock-none",
  "guardrails-none",
  "guardrail-management",
  "guardrail-forgeable",
  "kms-key-in-management",
  "kms-key-account",
  "break-glass-none",
  "break-glass-account",
  "scp-stops-own-roles",
  "scp-condition-key-unknown",
  "schedule-too-frequent",
  "schedule-wide-step",
  "role-policy-size",
  "contained-twice",
  "region-opt-in",
  "network-uncovered",
  "state-local",
  "lock-no-maximum",
  "ignore-stale",
];
