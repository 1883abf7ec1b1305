/** Why a resource is not backed up or not copied, and what mends it. */

import { backupResources, type UncopyableId } from "../../aws/backup-services";

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
  "effective-policy-invalid": notProtected(
    "The effective backup policy of the account is invalid: AWS keeps the last valid one.",
    "Mend the errors that `effective-policy` shows.",
  ),
  "opted-out-disabled": optedOut(
    "The backup tag is `disabled`: deliberately not backed up.",
    "None, if that is meant. Otherwise set the tag to a value that a plan selects.",
  ),
  "opted-out-custom": optedOut(
    "The backup tag is `custom`: the team backs it up itself, in the account, and such backups die with the account.",
    "Set the tag to a value that a plan selects, so that a copy outlives the account.",
  ),
  "tag-case": notProtected(
    "The key or the value of a tag differs from what a plan selects in the case of its letters.",
    "Write the tag as the plan does: AWS compares tags with their case.",
  ),
  "region-not-in-plan": notProtected(
    "A plan of the account selects it, and does not run in the Region.",
    "Add the Region to `regions` of the plan.",
  ),
  "account-not-targeted": notProtected(
    "A plan selects it, and the account is not under a target of that plan.",
    "Add the account, or an OU above it, to `targets` of the plan.",
  ),
  "not-selected": notProtected(
    "No plan selects the tags or the type.",
    "Set the backup tag to a value that a plan selects, or add a plan.",
  ),
  "vault-missing": notProtected(
    "The account has no vault in the Region: AWS makes the plan there, and every backup of it fails.",
    "Add the Region to `regions` of the account.",
  ),
  "type-not-opted-in": notProtected(
    "The service is not opted in: AWS Backup skips it without an error.",
    "Add it to `serviceOptIn`.",
  ),
  "type-not-in-region": notProtected(
    "AWS Backup does not work with this kind of resource in the Region.",
    "Keep the resource in another Region, or use the backups of the service itself.",
  ),
  ...uncopyable(),
  "copy-unsupported": notProtected(
    "AWS Backup cannot copy this kind of resource to another account, or not from or to the Region.",
    "Give it a plan without copies, or copies to another Region.",
  ),
  "encryption-not-copyable": notProtected(
    "The backup inherits the encryption of the resource, and no other account can use an AWS managed key.",
    "Encrypt the resource with a customer managed key that the central backup account may use.",
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
