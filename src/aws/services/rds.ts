import { features } from "../backup-features";
import { except } from "../extent";
import { blueGreenDeployment } from "../database-cluster";
import { auroraAutoScaling } from "../service-callers";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const rds = {
  name: "RDS",
  called: "a database",
  arnPatterns: ["rds:*:*:db:*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "rds:CreateDBInstance",
        resource: "rds:*:*:db:*",
        does: "creates a database",
        callers: [auroraAutoScaling],
        exemption: {
          id: "InCluster",
          does: "adds a member to a cluster",
          why: "AWS Backup backs up the cluster, whose tag counts.",
          unless: { StringNotLike: { "rds:DatabaseEngine": ["aurora*", "docdb", "neptune"] } },
          context: { "rds:DatabaseEngine": "aurora-postgresql" },
          otherContext: { "rds:DatabaseEngine": "postgres" },
        },
      },
      {
        action: "rds:CreateDBInstanceReadReplica",
        resource: "rds:*:*:db:*",
        does: "creates a read replica",
        callers: "nobodyDocumented",
      },
      {
        action: "rds:RestoreDBInstanceFromDBSnapshot",
        resource: "rds:*:*:db:*",
        does: "restores a database from a snapshot",
        callers: "nobodyDocumented",
      },
      {
        action: "rds:RestoreDBInstanceFromS3",
        resource: "rds:*:*:db:*",
        does: "creates a database from files",
        callers: "nobodyDocumented",
      },
      {
        action: "rds:RestoreDBInstanceToPointInTime",
        resource: "rds:*:*:db:*",
        does: "restores a database to a point in time",
        callers: "nobodyDocumented",
      },
      blueGreenDeployment("a database"),
    ],
    untaggableCreations: [],
    otherCreations: {
      "rds:CreateDBProxy": "It makes a proxy.",
      "rds:CreateDBSnapshot": "It makes a snapshot.",
      "rds:CreateIntegration": "It makes an integration.",
      "rds:RegisterDBProxyTargets": "It connects a proxy.",
      "rds:CreateTenantDatabase": "It makes a database inside a DB instance.",
    },
    setting: ["rds:AddTagsToResource"],
    removing: ["rds:RemoveTagsFromResource"],
  },
  ownBackups: [
    {
      called: "an RDS snapshot",
      arnPattern: "rds:*:*:snapshot:awsbackup:*",
      markedBy: "name",
      expiring: { "rds:DeleteDBSnapshot": "deletes {it}" },
      weakening: { "rds:ModifyDBSnapshot": "upgrades {it} to another engine version" },
      sharing: {
        "rds:CopyDBSnapshot": "copies {it} under a name of its own, to share the copy",
        "rds:ModifyDBSnapshotAttribute": "shares {it}",
        "rds:StartExportTask": "exports {it} to a bucket",
      },
    },
    // Of a database that is there, Amazon RDS deletes none; of one that is gone, it is all that is left, and expires by
    // itself. Source: Amazon RDS API Reference, "DeleteDBInstanceAutomatedBackup". Read 2026-11-27.
    {
      called: "an automated backup of a database",
      arnPattern: "rds:*:*:auto-backup:*",
      markedBy: "nothing",
      expiring: { "rds:DeleteDBInstanceAutomatedBackup": "deletes {it}" },
      weakening: {},
      sharing: {},
    },
  ],
  resources: [
    {
      aliases: ["RDS instance", "RDS DB instance"],
      features: features({ continuousBackup: true, restoreTesting: true }),
    },
    {
      name: "RDS Multi-AZ cluster",
      aliases: ["RDS cluster", "RDS Multi-AZ DB cluster", "Multi-AZ cluster"],
      arnPattern: "rds:*:*:cluster:*",
      features: features({
        crossRegionCopy: "nowhere",
        crossAccountCopy: "nowhere",
        restoreTesting: true,
        available: except("us-west-1 ap-southeast-6 ap-east-2 ap-southeast-7 mx-central-1 us-gov-east-1 us-gov-west-1"),
        remark:
          "AWS's table marks both columns of copies, but its footnote 3 says that there are none: the footnote counts. Its ARN is that of a cluster, so a backup plan that selects the type RDS does not select it.",
      }),
      uncopyable: {
        id: "rds-multi-az-cluster",
        what: "AWS Backup cannot copy an RDS Multi-AZ cluster.",
        fix: "Use a Multi-AZ instance or Aurora, or a backup plan without copies.",
      },
    },
  ],
} as const satisfies ServiceRecord;
