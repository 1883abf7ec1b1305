/** What nothing stops of the attacks on backups themselves, worst first. */

import { type RemainingAttack } from "./request";
import { image, inMember } from "./resources";

const ownDatabaseSnapshot = inMember("rds:{region}:{account}:snapshot:hoard");
const ownClusterSnapshot = inMember("rds:{region}:{account}:cluster-snapshot:hoard");

export const backupRemaining: readonly RemainingAttack[] = [
  {
    what: "copies an image that AWS Backup made under a name of its own, then shares the copy",
    by: "memberAdministrator",
    action: "ec2:CopyImage",
    resource: image,
    damage: "As for snapshots: the request carries no tag of the image that is copied.",
    offered: "As for snapshots, with an alarm on `ModifyImageAttribute`.",
  },
  {
    what: "copies an RDS snapshot that AWS Backup made, if Amazon RDS asks about the copy alone",
    by: "memberAdministrator",
    action: "rds:CopyDBSnapshot",
    resource: ownDatabaseSnapshot,
    damage:
      "As for EBS snapshots. `restrictCopies` denies the copy by the name of what is copied. AWS does not say whether " +
      "Amazon RDS asks IAM about that snapshot, or about the new one alone.",
    offered: "As for EBS snapshots, with an alarm on `CopyDBSnapshot` and `ModifyDBSnapshotAttribute`.",
  },
  {
    what: "copies an Aurora snapshot that AWS Backup made, if Amazon RDS asks about the copy alone",
    by: "memberAdministrator",
    action: "rds:CopyDBClusterSnapshot",
    resource: ownClusterSnapshot,
    damage: "As for RDS snapshots.",
    offered: "As for RDS snapshots.",
  },
];
