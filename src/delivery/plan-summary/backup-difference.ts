/** One difference of backup plans. */

import { type Json } from "../../terraform/synthesis";

export type BackupDifferenceKind =
  | "plan-added"
  | "plan-removed"
  | "plan-renamed"
  | "plan-rearranged"
  | "rule-added"
  | "rule-removed"
  | "rule-renamed"
  | "copy-added"
  | "copy-removed"
  | "backups-give-way"
  | "copies-give-way"
  | "region-added"
  | "region-removed"
  | "target-added"
  | "target-removed"
  | "retention-shortened"
  | "retention-lengthened"
  | "cold-storage-changed"
  | "cold-storage-sooner"
  | "schedule-changed"
  | "runs-less-often"
  | "window-changed"
  | "window-shortened"
  | "vault-changed"
  | "role-changed"
  | "continuous-added"
  | "continuous-removed"
  | "selection-added"
  | "selection-removed"
  | "selection-changed"
  | "selection-unknown"
  | "enforcement-loosened"
  | "enforcement-tightened";

export interface BackupDifference {
  readonly kind: BackupDifferenceKind;
  /** Name of the plan, that before the change where it has two. */
  readonly plan: string;
  /** The plan's name without its Region, where it is one of several that a config plan makes, one for each Region. */
  readonly entry: string;
  /** Name of the rule, where the difference is one of a rule. */
  readonly rule: string | undefined;
  /** In words, without the plan and the rule: `kept 35 → 14 days`. */
  readonly words: string;
  /** The words as plans alone have them, with ids in place of names. */
  readonly decision: string;
  /** The Region, where it is the plan's only one, or where the difference is that the plan runs there or not. */
  readonly region: string | undefined;
  /** The vault, where the difference is one of copies alone. */
  readonly vaultArn: string | undefined;
  /** Ids of what the plan is attached to, before and after; of the one target, for a difference of targets. */
  readonly targetIds: readonly string[];
  /** What the words leave out, before and after. */
  readonly detail: Json;
  /** Whether no account loses a backup, a copy or a day by it: other plans give what it takes. */
  readonly isHarmless: boolean;
  /** Whether the difference is that lower policies can add plans. */
  readonly opensPlans: boolean;
}

/** A difference of something in a plan, before it is known of which plan. */
export interface Words {
  readonly kind: BackupDifferenceKind;
  readonly words: string;
  readonly rule?: string;
  readonly vaultArn?: string;
  readonly opensPlans?: boolean;
  readonly detail?: Json;
}
