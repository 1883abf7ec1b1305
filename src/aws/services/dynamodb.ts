import { features } from "../backup-features";
import { globalTables } from "../service-callers";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const replica = "It makes a replica in another Region or account, whose source is backed up.";

/**
 * Without its advanced features, AWS Backup cannot copy a table at all.
 * Source: AWS Backup Developer Guide, "Advanced DynamoDB backup". Read 2026-11-21.
 *
 * Who adds a replica needs `dynamodb:CreateTable` in its Region. A service that uses the credentials of its caller is in
 * `aws:CalledVia`, for which AWS lists Amazon DynamoDB; that it is so for replicas, AWS does not say in one sentence.
 * Sources: Amazon DynamoDB Developer Guide, "DynamoDB global tables security"; IAM User Guide, "Forward access sessions" and
 * "AWS global condition context keys". Read 2026-11-27.
 */
export const dynamodb = {
  name: "DynamoDB",
  called: "a table",
  arnPatterns: ["dynamodb:*:*:table/*"],
  optIn: "byDefault",
  fullManagementSetting: "turnedOn",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "dynamodb:CreateTable",
        resource: "dynamodb:*:*:table/*",
        does: "creates a table",
        callers: [globalTables],
        exemption: {
          id: "CalledViaDynamoDB",
          does: "adds a replica to a global table",
          why: "`dynamodb:UpdateTable` takes no tags for it. Amazon DynamoDB creates it in the caller's name.",
          unless: { "ForAllValues:StringNotEquals": { "aws:CalledVia": "dynamodb.amazonaws.com" } },
          context: { "aws:CalledVia": ["dynamodb.amazonaws.com"] },
          otherContext: {},
        },
      },
    ],
    untaggableCreations: [
      {
        action: "dynamodb:ImportTable",
        resource: "dynamodb:*:*:table/*",
        does: "imports a table",
        callers: "nobodyDocumented",
      },
      {
        action: "dynamodb:RestoreTableFromAwsBackup",
        resource: "dynamodb:*:*:table/*",
        does: "restores a table from a recovery point",
        callers: "nobodyDocumented",
      },
      {
        action: "dynamodb:RestoreTableFromBackup",
        resource: "dynamodb:*:*:table/*",
        does: "restores a table from a backup of Amazon DynamoDB",
        callers: "nobodyDocumented",
      },
      {
        action: "dynamodb:RestoreTableToPointInTime",
        resource: "dynamodb:*:*:table/*",
        does: "restores a table to a point in time",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "dynamodb:AssociateTableReplica": replica,
      "dynamodb:CreateBackup": "It makes a backup.",
      "dynamodb:CreateGlobalTable": "It joins tables that are there.",
      "dynamodb:CreateGlobalTableWitness": "A witness holds no data.",
      "dynamodb:CreateTableReplica": replica,
    },
    setting: ["dynamodb:TagResource"],
    removing: ["dynamodb:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      aliases: ["DynamoDB advanced", "DynamoDB with advanced features"],
      features: features({ coldStorage: "yes", restoreTesting: true, airGappedVault: true, fullManagement: true }),
    },
    {
      name: "DynamoDB basic",
      aliases: ["DynamoDB without advanced features"],
      features: features({ crossRegionCopy: "nowhere", crossAccountCopy: "nowhere", restoreTesting: true }),
      uncopyable: {
        id: "dynamodb-basic",
        what: "AWS Backup cannot copy a DynamoDB table without its advanced features.",
        fix: "Add DynamoDB to `serviceOptIn` and apply: this turns on the advanced features. AWS Backup can then copy later backups.",
      },
    },
  ],
} as const satisfies ServiceRecord;
