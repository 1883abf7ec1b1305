import { type BackupDifferenceKind } from "../backup-differences";
import { backupOccurrences, type ProtectedChangeRule } from "./rule";

function rule(id: string, what: string, why: string, ...kinds: readonly BackupDifferenceKind[]): ProtectedChangeRule {
  return { id, what, why, detect: (evidence) => backupOccurrences(evidence, ...kinds) };
}

const invalidPolicy: ProtectedChangeRule = {
  id: "effective-policy-invalid",
  what: "The policies of an account come to one that AWS refuses.",
  why: "The account keeps the last effective policy that was valid, and gets no change from then on.",
  detect: ({ invalidEffectivePolicies }) =>
    invalidEffectivePolicies.map(({ account, words }) => ({ what: words, where: account, detail: null })),
};

export const backupPlanRules = [
  invalidPolicy,
  rule(
    "retention-shortened",
    "A rule or a copy keeps its recovery points for fewer days.",
    "New recovery points expire sooner, and a restore from longer ago is no longer possible.",
    "retention-shortened",
  ),
  rule(
    "plan-dropped",
    "A backup plan is removed or renamed.",
    "What only this plan backed up is not backed up from then on. A renamed plan is another one to AWS: continuous backups begin anew.",
    "plan-removed",
    "plan-renamed",
  ),
  rule(
    "rule-dropped",
    "A rule leaves a plan, runs less often, or no longer backs up continuously.",
    "There are fewer points in time to restore from.",
    "rule-removed",
    "runs-less-often",
    "continuous-removed",
  ),
  rule(
    "copy-dropped",
    "A rule no longer copies to a vault.",
    "The copy is what is left when an account or a Region is lost.",
    "copy-removed",
  ),
  rule(
    "target-dropped",
    "A plan no longer reaches a root, OU or account, or no longer selects some resources.",
    "What it reached there is not backed up by this plan from then on.",
    "target-removed",
    "selection-removed",
    "selection-changed",
  ),
  rule(
    "enforcement-loosened",
    "Policies further down may change a plan that they could not change before.",
    "Whoever may attach a policy there can shorten the retention, or end the plan.",
    "enforcement-loosened",
  ),
];
