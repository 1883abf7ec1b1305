import { type BackupDifferenceKind } from "../backup-difference";
import { backupOccurrences, type ProtectedChangeRule } from "./rule";

/**
 * Of each difference of backup plans, the rule that finds it where accounts get less for it, or why it costs no backup
 * whatever else there is.
 */
const meanings: Readonly<Record<BackupDifferenceKind, string | { readonly harmless: string }>> = {
  "plan-added": { harmless: "backs up more" },
  "plan-removed": "plan-dropped",
  "plan-renamed": "plan-dropped",
  "plan-rearranged": { harmless: "backs up the same, in other plans" },
  "rule-added": { harmless: "backs up more often" },
  "rule-removed": "rule-dropped",
  "rule-renamed": { harmless: "backs up the same, under another name" },
  "copy-added": { harmless: "copies more" },
  "copy-removed": "copy-dropped",
  "backups-give-way": "rule-dropped",
  "copies-give-way": "copy-dropped",
  "region-added": { harmless: "backs up more" },
  "region-removed": "region-dropped",
  "target-added": { harmless: "backs up more" },
  "target-removed": "target-dropped",
  "retention-shortened": "retention-shortened",
  "retention-lengthened": { harmless: "keeps recovery points longer" },
  "cold-storage-changed": { harmless: "keeps recovery points longer where a restore is quick" },
  "cold-storage-sooner": "cold-storage-sooner",
  "schedule-changed": "rule-dropped",
  "runs-less-often": "rule-dropped",
  "window-changed": { harmless: "gives jobs more time" },
  "window-shortened": "window-shortened",
  "vault-changed": "backup-vault-replaced",
  "role-changed": "backup-role-replaced",
  "continuous-added": { harmless: "gives more points in time to restore from" },
  "continuous-removed": "rule-dropped",
  "selection-added": { harmless: "backs up more" },
  "selection-removed": "target-dropped",
  "selection-changed": "target-dropped",
  "selection-unknown": "target-dropped",
  "enforcement-loosened": "enforcement-loosened",
  "enforcement-tightened": { harmless: "lets lower policies change less" },
};

function rule(id: string, what: string, why: string): ProtectedChangeRule {
  const kinds = (Object.keys(meanings) as BackupDifferenceKind[]).filter((kind) => meanings[kind] === id);
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
    "A backup rule or a copy keeps its recovery points for fewer days, and no other one makes such points.",
    "New recovery points expire sooner, so you can no longer restore from older ones.",
  ),
  rule(
    "cold-storage-sooner",
    "A backup rule or a copy moves its recovery points to cold storage, or does so sooner.",
    "A restore from cold storage takes longer and costs more, and AWS charges at least 90 days of it.",
  ),
  rule(
    "window-shortened",
    "A backup rule has less time to start its jobs, or to complete them.",
    "AWS Backup cancels the jobs that run out of their time.",
  ),
  rule(
    "backup-vault-replaced",
    "A backup rule stores its recovery points in another vault.",
    "The key, the access policy and the lock of the earlier vault do not protect them.",
  ),
  rule(
    "backup-role-replaced",
    "A backup plan uses another role.",
    "Jobs fail if the role is not in each account with the permissions that they need.",
  ),
  rule(
    "plan-dropped",
    "A backup plan is removed, and no other one backs up the same; or it is renamed.",
    "Resources that only this backup plan backs up are no longer backed up. For AWS, a renamed backup plan is a new one: continuous backups start again.",
  ),
  rule(
    "rule-dropped",
    "A backup rule is removed, runs less often, gives way to others, or no longer makes continuous backups, and no other one makes up for it.",
    "There are fewer points in time to restore from.",
  ),
  rule(
    "copy-dropped",
    "A backup rule no longer copies to a vault, or gives way to another rule of its backup plan at more of its runs, and no other one makes the copies.",
    "When an account or a Region is lost, only the copy is left.",
  ),
  rule(
    "target-dropped",
    "A backup plan no longer reaches a root, OU or account, or no longer selects some resources, and no other one backs them up as well.",
    "These resources get fewer backups, or none.",
  ),
  rule(
    "enforcement-loosened",
    "Lower policies can change a backup plan, or add backup plans, where they could not before.",
    "A person who can attach a policy there can shorten the retention, or end the backup plan.",
  ),
];
