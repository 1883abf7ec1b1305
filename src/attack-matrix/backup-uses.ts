/** What AWS Backup, AWS Control Tower and teams must go on doing with backups. */

import { toControlTowerLocalVault, toLocalVault } from "./contexts";
import { type Request, uses } from "./request";
import { centralRecoveryPoint, localRecoveryPoint, teamRecoveryPoint } from "./resources";

export const backupUses: readonly Request[] = [
  ...uses("backupRole", [
    [
      "copies a recovery point to the account's own local vault in another Region",
      "backup:CopyFromBackupVault",
      localRecoveryPoint,
      toLocalVault,
    ],
  ]),
  ...uses("controlTowerBackupRole", [
    [
      "copies to the local vault of AWS Control Tower",
      "backup:CopyFromBackupVault",
      teamRecoveryPoint,
      toControlTowerLocalVault,
    ],
  ]),
  ...uses("centralRestore", [
    [
      "copies back to the local vault of AWS Control Tower",
      "backup:CopyFromBackupVault",
      centralRecoveryPoint,
      toControlTowerLocalVault,
    ],
  ]),
];
