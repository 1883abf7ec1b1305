/** What must go on working although roles, users and names are protected. */

import { calledVia } from "./contexts";
import { type Request, uses } from "./request";
import { inMember } from "./resources";
import { deletedBackups } from "./service-rows";

export const roleUses: readonly Request[] = [
  ...uses("breakGlass", [
    ...deletedBackups("by deleting its recovery point", calledVia("backup")),
    ...deletedBackups(
      "by a stack of AWS CloudFormation that deletes its recovery point",
      calledVia("cloudformation", "backup"),
    ),
    [
      "deletes a backup of DynamoDB without advanced features, by deleting its recovery point",
      "dynamodb:DeleteBackup",
      inMember("dynamodb:{region}:{account}:table/orders/backup/01500000000000-00000000"),
      calledVia("backup"),
    ],
    [
      "deletes an access point, which keeps backups from expiring",
      "backup:DeleteBackupAccessPoint",
      inMember("backup:{region}:{account}:accesspoint/reader"),
    ],
  ]),
];
