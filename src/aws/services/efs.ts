import { features } from "../backup-features";
import { sageMaker } from "../service-callers";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const efs = {
  name: "EFS",
  called: "a file system",
  arnPatterns: ["elasticfilesystem:*:*:file-system/*"],
  optIn: "byDefault",
  fullManagementSetting: "turnedOn",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "elasticfilesystem:CreateFileSystem",
        resource: "*",
        does: "creates a file system",
        callers: [sageMaker],
      },
    ],
    untaggableCreations: [
      {
        action: "elasticfilesystem:CreateReplicationConfiguration",
        resource: "elasticfilesystem:*:*:file-system/*",
        does: "replicates a file system",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "elasticfilesystem:CreateAccessPoint": "It makes an access point of a file system.",
      "elasticfilesystem:CreateMountTarget": "It makes a mount target of a file system.",
      "elasticfilesystem:Restore": "AWS Backup alone uses it, to restore into a file system that is there.",
    },
    setting: ["elasticfilesystem:CreateTags", "elasticfilesystem:TagResource"],
    removing: ["elasticfilesystem:DeleteTags", "elasticfilesystem:UntagResource"],
  },
  ownBackups: [],
  resources: [
    { features: features({ coldStorage: "yes", restoreTesting: true, airGappedVault: true, fullManagement: true }) },
  ],
} as const satisfies ServiceRecord;
