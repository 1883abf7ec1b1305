import { type OwnBackup, noRolePolicies, type TaggedCreation } from "./service-record";

/**
 * What the records of Aurora, DocumentDB and Neptune share: to IAM, to the selections of AWS Backup and to Amazon RDS,
 * whose snapshots are their backups, all three are clusters of Amazon RDS.
 * @param engine as in `Aurora`
 */
export function databaseCluster(engine: string) {
  const called = `${/^[AEIOU]/.test(engine) ? "an" : "a"} ${engine} cluster`;
  return {
    called,
    arnPatterns: [clusterArn],
    typeNeedsOptIn: true,
    fullManagementSetting: "none",
    rolePolicies: noRolePolicies,
    tagging: {
      creations: [
        ...Object.entries({
          "rds:CreateDBCluster": `creates ${called}`,
          "rds:RestoreDBClusterFromS3": `creates ${called} from files`,
          "rds:RestoreDBClusterFromSnapshot": `restores ${called} from a snapshot`,
          "rds:RestoreDBClusterToPointInTime": `restores ${called} to a point in time`,
        }).map(([action, does]): TaggedCreation => ({
          action,
          resource: clusterArn,
          does,
          callers: "nobodyDocumented",
        })),
      ],
      untaggableCreations: [],
      otherCreations: {
        "rds:CreateDBClusterEndpoint": "It makes an endpoint of a cluster.",
        "rds:CreateDBClusterSnapshot": "It makes a snapshot.",
        "rds:CreateDBShardGroup": "It adds to a cluster that is there.",
        "rds:CreateGlobalCluster": "It joins clusters that are there.",
        "rds:CreateIntegration": "It makes an integration.",
      },
      setting: ["rds:AddTagsToResource"],
      removing: ["rds:RemoveTagsFromResource"],
    },
    ownBackups: [clusterSnapshot, automatedClusterBackup],
  } as const;
}

/**
 * The green databases get the tags of the blue ones at the switchover, and without it none: they stay, if somebody
 * deletes the deployment alone.
 * Source: Amazon RDS User Guide, "Switching a blue/green deployment". Read 2026-11-27.
 */
export function blueGreenDeployment(called: string): TaggedCreation {
  return {
    action: "rds:CreateBlueGreenDeployment",
    resource: "rds:*:*:deployment:*",
    does: `creates a blue/green deployment of ${called}`,
    callers: "nobodyDocumented",
  };
}

const clusterArn = "rds:*:*:cluster:*";

/** One for all three, so that it is one wherever backups are listed. */
const clusterSnapshot: OwnBackup = {
  called: "an Aurora snapshot",
  arnPattern: "rds:*:*:cluster-snapshot:awsbackup:*",
  markedBy: "name",
  expiring: { "rds:DeleteDBClusterSnapshot": "deletes {it}" },
  weakening: {},
  sharing: {
    "rds:CopyDBClusterSnapshot": "copies {it} under a name of its own, to share the copy",
    "rds:ModifyDBClusterSnapshotAttribute": "shares {it}",
    "rds:StartExportTask": "exports {it} to a bucket",
  },
};

const automatedClusterBackup: OwnBackup = {
  called: "an automated backup of a cluster",
  arnPattern: "rds:*:*:cluster-auto-backup:*",
  markedBy: "nothing",
  expiring: { "rds:DeleteDBClusterAutomatedBackup": "deletes {it}" },
  weakening: {},
  sharing: {},
};
