import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

/**
 * Without its advanced features, AWS Backup cannot copy a table at all.
 * Source: AWS Backup Developer Guide, "Advanced DynamoDB backup". Read 2026-11-21.
 */
export const dynamodb = {
  name: "DynamoDB",
  called: "a table",
  arnPatterns: ["dynamodb:*:*:table/*"],
  optIn: "byDefault",
  fullManagementSetting: "turnedOn",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [{ action: "dynamodb:CreateTable", resource: "dynamodb:*:*:table/*", does: "creates a table" }],
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
