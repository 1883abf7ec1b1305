import { type OwnBackup, noRolePolicies } from "./service-record";

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
      creations: [{ action: "rds:CreateDBCluster", resource: clusterArn, does: `creates ${called}` }],
      setting: ["rds:AddTagsToResource"],
      removing: ["rds:RemoveTagsFromResource"],
    },
    ownBackups: [clusterSnapshot],
  } as const;
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
    "rds:ModifyDBClusterSnapshotAttribute": "shares {it}",
    "rds:StartExportTask": "exports {it} to a bucket",
  },
};
