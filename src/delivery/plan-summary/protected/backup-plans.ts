import { type BackupDifferenceKind } from "../backup-difference";
import { backupOccurrences, type ProtectedChangeRule } from "./rule";

function rule(id: string, what: string, why: string, ...kinds: readonly BackupDifferenceKind[]): ProtectedChangeRule {
  return { id, what, why, detect: (evidence) => backupOccurrences(evidence, ...kinds) };
}

const invalidPolicy: ProtectedChangeRule = {
  id: "effective-policy-invalid",
  what: "The effective backup policy of an account becomes invalid.",
  why: "The account keeps its last valid effective policy, and gets no further changes.",
  detect: ({ invalidEffectivePolicies }) =>
    invalidEffectivePolicies.map(({ account, words }) => ({ what: words, where: account, detail: null })),
};

export const backupPlanRules = [
  invalidPolicy,
  rule(
    "retention-shortened",
    "A backup rule or a copy keeps its recovery points for fewer days.",
    "New recovery points expire sooner, so you can no longer restore from older ones.",
    "retention-shortened",
  ),
  rule(
    "plan-dropped",
    "A backup plan is removed or renamed.",
    "Resources that only this backup plan backs up are no longer backed up. For AWS, a renamed backup plan is a new one: continuous backups start again.",
    "plan-removed",
    "plan-renamed",
  ),
  rule(
    "rule-dropped",
    "A backup rule is removed from its backup plan, runs less often, or no longer makes continuous backups.",
    "There are fewer points in time to restore from.",
    "rule-removed",
    "runs-less-often",
    "continuous-removed",
  ),
  rule(
    "copy-dropped",
    "A backup rule no longer copies to a vault, or gives way to another rule of its backup plan at more of its runs.",
    "When an account or a Region is lost, only the copy is left.",
    "copy-removed",
    "copies-give-way",
  ),
  rule(
    "target-dropped",
    "A backup plan no longer reaches a root, OU or account, or no longer selects some resources.",
    "This backup plan no longer backs up these resources.",
    "target-removed",
    "selection-removed",
    "selection-changed",
  ),
  rule(
    "enforcement-loosened",
    "Lower policies can change a backup plan that they could not change before.",
    "A person who can attach a policy there can shorten the retention, or end the backup plan.",
    "enforcement-loosened",
  ),
];
