/** Rows on which the second simulator of the tests disagrees with the first, and what AWS documents about them. */

import { type Request } from "./request";

export interface DisputedRow extends Pick<Request, "by" | "what" | "action"> {
  /** What the second simulator says, and why. */
  readonly said: string;
  /** The sentence of AWS that decides. */
  readonly documented: string;
}

// Source: IAM User Guide, "IAM policy elements: Variables and tags". Read 2026-11-27.
const variablesInConditions =
  "You can use a policy variable for Condition values in any condition that involves the string operators or the ARN " +
  "operators.";

export const disputedRowTable: readonly DisputedRow[] = [
  {
    by: "application",
    what: "tags a volume again with the same value",
    action: "ec2:CreateTags",
    said: "denied: it compares the tag with the text `${aws:ResourceTag/backup}`",
    documented: variablesInConditions,
  },
  {
    by: "backupRole",
    what: "copies a recovery point to the account's own local vault in another Region",
    action: "backup:CopyFromBackupVault",
    said: "denied: it compares the account of the vault with the text `${aws:PrincipalAccount}`",
    documented: variablesInConditions,
  },
  {
    by: "controlTowerBackupRole",
    what: "copies to the local vault of AWS Control Tower",
    action: "backup:CopyFromBackupVault",
    said: "denied: it compares the account of the vault with the text `${aws:PrincipalAccount}`",
    documented: variablesInConditions,
  },
  {
    by: "memberAdministrator",
    what: "creates a role with the backup role's name in small letters, so that the backup role cannot be created",
    action: "iam:CreateRole",
    said: "denied: it compares ARNs whatever their case",
    // Source: IAM User Guide, "Create a role to delegate permissions to an AWS service". Read 2026-11-27.
    documented: "When a role name is used in a policy or as part of an ARN, the role name is case sensitive.",
  },
];

/** The entry of the row. Undefined where the simulators agree. */
export function disputeOf({ by, what, action }: Request): DisputedRow | undefined {
  return disputedRowTable.find((row) => row.by === by && row.what === what && row.action === action);
}
