/** Why a resource is not backed up or not copied, and what mends it. */

import { backupResources, servicesThat, type UncopyableId } from "../../aws/backup-services";

export type ReasonId = keyof typeof reasons;

interface ReasonKind {
  readonly status: "not-protected" | "opted-out";
  readonly what: string;
  readonly fix: string;
}

/**
 * Every reason, in the order in which they count. Those of a kind of resource, and those after them, keep only copies
 * from being made.
 */
export const reasons = {
  "account-suspended": notProtected(
    "The account is suspended: nobody can work in it, and AWS deletes its backups 90 days after it was closed.",
    "Ask AWS Support to reopen the account.",
  ),
  "effective-policy-invalid": notProtected(
    "The effective backup policy of the account is invalid: AWS keeps the last valid one.",
    "Fix the errors that `effective-policy` shows.",
  ),
  "opted-out-disabled": optedOut(
    "The backup tag is `disabled`: the resource is intentionally not backed up.",
    "None, if this is intended. Otherwise set the tag to a value that a backup plan selects.",
  ),
  "opted-out-custom": optedOut(
    "The backup tag is `custom`: the team makes its own backups in the account. If the account is lost, they are lost.",
    "Set the tag to a value that a backup plan selects, so that a copy survives the loss of the account.",
  ),
  "tag-case": notProtected(
    "A tag differs from the tag that a backup plan selects only in upper and lower case.",
    "Write the tag as in the backup plan: tags are case-sensitive.",
  ),
  "tag-not-said": notProtected(
    "A backup plan asks what a tag is not, and the resource does not have the tag: AWS does not say whether it selects the resource.",
    "Set the tag to a value that the backup plan does not leave out.",
  ),
  "region-not-in-plan": notProtected(
    "A backup plan of the account selects it, but does not run in the Region.",
    "Add the Region to `regions` of the backup plan.",
  ),
  "account-not-targeted": notProtected(
    "A backup plan selects it, but the account is not under a target of that backup plan.",
    "Add the account, or an OU above it, to `targets` of the backup plan.",
  ),
  "not-selected": notProtected(
    "No backup plan selects the tags or the type.",
    "Set the backup tag to a value that a backup plan selects, or add a backup plan.",
  ),
  "vault-missing": notProtected(
    "The account has no vault in the Region: AWS creates the backup plan there, but every backup fails.",
    "Add the Region to `regions` of the account.",
  ),
  "type-not-opted-in": notProtected(
    `The service has no opt-in: AWS Backup skips it without an error. Where a backup plan names the type, only these need it: ${servicesThat(({ typeNeedsOptIn }) => typeNeedsOptIn === true).join(", ")}.`,
    "Add it to `serviceOptIn`.",
  ),
  "type-not-in-region": notProtected(
    "AWS Backup does not support this resource type in the Region.",
    "Keep the resource in another Region, or use the backups of the service itself.",
  ),
  ...uncopyable(),
  "copy-unsupported": notProtected(
    "AWS Backup cannot copy this resource type to another account, or not from or to the Region.",
    "Use a backup plan without copies for it or, where AWS Backup copies it in other Regions, copy it to one of them.",
  ),
  "rule-gives-way": notProtected(
    "Start windows of backup rules of one plan meet at every run: AWS Backup makes the backup of another rule, and no copies of this one.",
    "Choose hours at which the start windows do not meet.",
  ),
  "encryption-not-copyable": notProtected(
    "The backup inherits the encryption of the resource, and no other account can use an AWS managed key.",
    "Encrypt the resource with a customer managed key that the central backup account can use.",
  ),
} as const satisfies Record<string, ReasonKind>;

/** Why kinds of resources cannot be copied, where others of their type can. */
function uncopyable() {
  return Object.fromEntries(
    backupResources.flatMap(({ uncopyable: reason }) =>
      reason ? [[reason.id, notProtected(reason.what, reason.fix)]] : [],
    ),
  ) as Readonly<Record<UncopyableId, ReasonKind>>;
}

function notProtected(what: string, fix: string) {
  return { status: "not-protected", what, fix } as const;
}

function optedOut(what: string, fix: string) {
  return { status: "opted-out", what, fix } as const;
}
