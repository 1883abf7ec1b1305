/** Attacks on who may do what: roles, users, names, and what leads to the deployment role. */

import { calledVia } from "./contexts";
import { attacks } from "./request";
import { futureCentralVault, futureLocalVault } from "./resources";
import { deletedBackups, weakenedBackups } from "./service-rows";

export const roleAttacks = [
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      ["takes the local vault's name in a Region that comes later", "backup:CreateBackupVault", futureLocalVault],
      [
        "takes the local vault's name for a logically air-gapped vault",
        "backup:CreateLogicallyAirGappedBackupVault",
        futureLocalVault,
      ],
      [
        "takes the local vault's name for the view of somebody else's vault",
        "backup:CreateRestoreAccessBackupVault",
        futureLocalVault,
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups"],
    [["takes the central vault's name in a Region that comes later", "backup:CreateBackupVault", futureCentralVault]],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    deletedBackups("that AWS Backup made, by AWS Backup in its name", calledVia("backup")),
  ),
  ...attacks(
    "breakGlass",
    ["protectBackups", "breakGlassPermissions"],
    [...weakenedBackups, ...deletedBackups("that AWS Backup made, by AWS CloudFormation", calledVia("cloudformation"))],
  ),
];
