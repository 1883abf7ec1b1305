import { switchedOff } from "../../../terraform/types/meaning";
import { type GuardrailDifference } from "../guardrail-differences";
import { changesOf, type Evidence, type Occurrence, occurrenceOf, type ProtectedChangeRule } from "./rule";
import { policyOccurrences } from "./policy-occurrences";

const guardrailDetached: ProtectedChangeRule = {
  id: "guardrail-detached",
  what: "A service or resource control policy is detached from a root, OU or account, and no other one there denies the same.",
  why: "The actions that it denied there are then allowed.",
  detect: (evidence) => [
    ...guardrailOccurrences(evidence, "detached"),
    ...changesOf(evidence, "terraform_data", "destroy", "replace")
      .filter(({ name }) => name === "never-destroyed")
      .map((change) => occurrenceOf(change, "nothing keeps all policies from being destroyed together")),
  ],
};

const guardrailWeakened: ProtectedChangeRule = {
  id: "guardrail-weakened",
  what: "A service or resource control policy denies less than before.",
  why: "A change of an SCP or RCP reaches every account below it at once.",
  detect: (evidence) => guardrailOccurrences(evidence, "weakened"),
};

const breakGlass: ProtectedChangeRule = {
  id: "break-glass-changed",
  what: "Other roles are exempt from a guardrail, or other principals can assume a role.",
  why: "A person who can assume an exempt role can delete backups.",
  detect: (evidence) => [
    ...guardrailOccurrences(evidence, "exemptions"),
    ...changesOf(evidence, "aws_iam_role", "update", "replace").flatMap((change) =>
      policyOccurrences(change, "assume_role_policy", `trust of role ${String(change.before?.name)}`),
    ),
  ],
};

const roleRemoved: ProtectedChangeRule = {
  id: "role-removed",
  what: "The backup role or the restore role is deleted or replaced, or loses a policy.",
  why: "AWS Backup deletes expired recovery points with the role that made them. Without a role, it backs up nothing.",
  detect: (evidence) => [
    ...changesOf(evidence, "aws_iam_role", "destroy", "replace").map((change) =>
      occurrenceOf(
        change,
        `role ${String(change.before?.name)} is ${change.action === "destroy" ? "deleted" : `replaced by ${String(change.after?.name)}`}`,
      ),
    ),
    ...changesOf(evidence, "aws_iam_role_policy_attachment", "destroy").map((change) =>
      occurrenceOf(
        change,
        `role ${String(change.before?.role)} loses ${String(change.before?.policy_arn).split("/").at(-1)}`,
      ),
    ),
  ],
};

const rolePermissions: ProtectedChangeRule = {
  id: "role-permissions-changed",
  what: "A role may do something else than before.",
  why: "With fewer permissions nothing is backed up, and with more the role can do harm.",
  detect: (evidence) =>
    changesOf(evidence, "aws_iam_role_policy", "update", "replace").flatMap((change) =>
      policyOccurrences(change, "policy", `permissions of role ${String(change.after?.role ?? change.before?.role)}`),
    ),
};

const serviceOptedOut: ProtectedChangeRule = {
  id: "service-opted-out",
  what: "AWS Backup is switched off for a service, or cross-account copies are switched off.",
  why: "AWS Backup then skips the service, or the copies, without an error.",
  detect: (evidence) => [
    ...changesOf(evidence, "aws_backup_region_settings", "update").flatMap((change) =>
      switchedOff(change.before?.resource_type_opt_in_preference, change.after?.resource_type_opt_in_preference).map(
        (service) => occurrenceOf(change, `${service} is no longer backed up`),
      ),
    ),
    ...changesOf(evidence, "aws_backup_global_settings", "update").flatMap((change) =>
      switchedOff(change.before?.global_settings, change.after?.global_settings).map((setting) =>
        occurrenceOf(change, `global setting ${setting} is switched off`),
      ),
    ),
  ],
};

export const guardrailAndRoleRules = [
  guardrailDetached,
  guardrailWeakened,
  breakGlass,
  roleRemoved,
  rolePermissions,
  serviceOptedOut,
];

function guardrailOccurrences(evidence: Evidence, ...kinds: readonly GuardrailDifference["kind"][]): Occurrence[] {
  return evidence.guardrailDifferences
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ guardrail, words, targetIds, named, detail }) => ({
      what: `${guardrail}: ${words}`,
      where: evidence.reachOf(targetIds),
      named,
      detail,
    }));
}
