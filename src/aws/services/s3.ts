import { chinaRegions, features } from "../backup-features";
import { type ServiceRecord } from "../service-record";

export const s3 = {
  name: "S3",
  called: "a bucket",
  arnPatterns: ["s3:::*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  // Without them, buckets are skipped.
  rolePolicies: {
    backup: ["AWSBackupServiceRolePolicyForS3Backup"],
    restore: ["AWSBackupServiceRolePolicyForS3Restore"],
    // Without it, AWS Backup protects at most 1,000 buckets of an account. Whether the newest managed policy has it is not
    // known. Source: AWS Backup Developer Guide, "Document history", 1 September 2026. Read 2026-11-26.
    backupPermissions: { sid: "ListTagsOfBuckets", action: "s3:ListTagsForResource", resource: "s3:::*" },
  },
  tagging: {
    creations: [
      {
        action: "s3:CreateBucket",
        resource: "s3:::*",
        does: "creates a bucket",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [],
    otherCreations: {
      "s3:RestoreObject": "It restores an object.",
      "s3:CreateBucketMetadataTableConfiguration": "It makes a setting of a bucket.",
      "s3:CreateJob": "It makes a job.",
      "s3:CreateStorageLensGroup": "It makes a setting.",
    },
    // The AWS provider of Terraform does so since 6.23 only, and needs `s3:TagResource`.
    rarelyAtCreation: true,
    // s3:PutBucketTagging and s3:DeleteBucketTagging carry no tag keys.
    setting: ["s3:TagResource"],
    removing: ["s3:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      features: features({
        // Source: AWS Backup Developer Guide, "Document history", 27 August 2026. Read 2026-11-26.
        crossAccountCopy: { except: chinaRegions },
        continuousBackup: true,
        restoreTesting: true,
        airGappedVault: true,
        fullManagement: true,
        needs: "the bucket has versioning",
      }),
    },
  ],
} as const satisfies ServiceRecord;
