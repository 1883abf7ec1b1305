/** Attacks on backups themselves, and on what makes, copies and expires them. */

import { ownBackupTags } from "../aws/service-record";
import {
  copiedByBackup,
  namingCopyTag,
  toForeignControlTowerVault,
  toForeignLocalVault,
  toLocalVault,
  toOutsideVault,
  toUnknownVault,
  without,
} from "./contexts";
import { attacks } from "./request";
import { centralRecoveryPoint, copiedSnapshot, localRecoveryPoint, snapshot } from "./resources";
import { sharedCopies, weakenedCopies } from "./service-rows";

export const backupAttacks = [
  ...attacks(
    "memberAdministrator",
    ["restrictCopies"],
    [
      [
        "copies a recovery point to a vault that is called as local vaults are, in an account of its own",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toForeignLocalVault,
      ],
      [
        "copies a recovery point to a vault that is called as those of AWS Control Tower, in an account of its own",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        toForeignControlTowerVault,
      ],
      [
        "copies a recovery point without a word on the target",
        "backup:CopyFromBackupVault",
        localRecoveryPoint,
        without("backup:CopyTargets", toLocalVault),
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["restrictCopies"],
    [
      ["copies a copy out of the organization", "backup:CopyFromBackupVault", centralRecoveryPoint, toOutsideVault],
      [
        "copies a copy to a vault of its own inside the organization",
        "backup:CopyFromBackupVault",
        centralRecoveryPoint,
        toUnknownVault,
      ],
      [
        "copies a copy to a local vault without a word on the organization",
        "backup:CopyFromBackupVault",
        centralRecoveryPoint,
        without("backup:CopyTargetOrgPaths", toLocalVault),
      ],
      ...sharedCopies,
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups"],
    [
      ...weakenedCopies,
      [
        "removes the tag from a copied snapshot by which AWS Backup and the guardrails know it",
        "ec2:DeleteTags",
        copiedSnapshot,
        namingCopyTag,
      ],
    ],
  ),
  ...attacks("centralBreakGlass", ["protectBackups", "breakGlassPermissions"], weakenedCopies),
  ...attacks(
    "memberAdministrator",
    ["protectBackups", "protectBackupTag"],
    [
      [
        "removes every tag of a snapshot that came back as a copy, without naming one",
        "ec2:DeleteTags",
        snapshot,
        without("aws:TagKeys", copiedByBackup),
      ],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      [
        "gives another team's snapshot the tag of copies, so that nobody can delete it any more",
        "ec2:CreateTags",
        snapshot,
        () => ({ "aws:TagKeys": [ownBackupTags.copy] }),
      ],
    ],
  ),
];
