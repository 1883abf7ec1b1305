/** The answer to the question whether a resource is protected. */

import { type BackupResource } from "../../aws/backup-services";
import { type Sort } from "../../aws/rule-overlaps";
import { type PolicyTarget, type VaultLock } from "../../model/deployment";
import { type ReasonId } from "./reasons";
import { type TagState } from "./tag-state";

/** How a resource is encrypted: by a key of AWS, by one of the customer's own, or not at all. */
export const encryptions = ["aws-managed", "customer-managed", "none"] as const;
export type Encryption = (typeof encryptions)[number];

export interface Question {
  readonly account: PolicyTarget;
  readonly region: string;
  readonly resource: BackupResource;
  readonly tags: ReadonlyMap<string, string>;
  /** Undefined: not known. */
  readonly encryption: Encryption | undefined;
  /** The next runs are those at or after this time. */
  readonly at: Date;
}

export interface Answer {
  /** `protected`: every backup and every copy that the plans promise is made. */
  readonly status: "protected" | "not-protected" | "opted-out";
  readonly tagState: TagState;
  /** The first reason why it is not protected. */
  readonly reason: Reason | undefined;
  /** When the last backup starts, where every schedule that backs it up ends. */
  readonly until: Date | undefined;
  /** The rules that back it up. There are some, too, where only copies cannot be made. */
  readonly rules: readonly AppliedRule[];
  /** What the answer takes for granted, and what it does not change. */
  readonly notes: readonly string[];
}

export interface Reason {
  readonly id: ReasonId;
  readonly message: string;
  readonly fix: string;
}

export interface AppliedRule {
  readonly plan: string;
  readonly rule: string;
  /** The tag or the type by which the plan takes the resource. */
  readonly selectedBy: string;
  readonly schedule: string;
  /** In UTC. */
  readonly scheduleInWords: string;
  /** The next runs that make a backup for certain, or that of a rule which keeps as long. */
  readonly nextRuns: readonly Date[];
  /** Where other rules of the plan keep its backups, and their copies, from being made. */
  readonly overlap: AppliedOverlap | undefined;
  readonly continuous: boolean;
  readonly backup: Kept;
  readonly copies: readonly AppliedCopy[];
}

/** What becomes, within two years, of a rule that meets others of its plan. */
export interface AppliedOverlap {
  /** Names of the other rules. */
  readonly others: readonly string[];
  /** How many runs its schedule has, and of how many nobody can rely on a backup. */
  readonly runs: number;
  readonly notPromised: number;
  /** The first of these. */
  readonly first: Date;
  /** Whether the others keep as long: one of the backups is made, and AWS does not say which. */
  readonly isAmongEquals: boolean;
  /** Such as `gives way to weekly in 104 of 730 runs`. */
  readonly inWords: string;
  /** Of which resources it is true, where it is not of every one that the plan takes. */
  readonly of?: Sort | undefined;
  /** What AWS does not say, each to be read after "AWS does not say". */
  readonly unsaid: readonly string[];
}

/** A vault, and how long it keeps what it gets. */
export interface Kept {
  readonly vaultName: string;
  readonly region: string;
  readonly account: Pick<PolicyTarget, "id" | "name">;
  readonly moveToColdStorageAfterDays: number | undefined;
  /** Undefined: for ever. */
  readonly deleteAfterDays: number | undefined;
  readonly lock: VaultLock | undefined;
}

export interface AppliedCopy extends Kept {
  readonly vaultArn: string;
  /** Why AWS Backup cannot make this copy. */
  readonly reason: Reason | undefined;
}
