import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const efs = {
  name: "EFS",
  called: "a file system",
  arnPatterns: ["elasticfilesystem:*:*:file-system/*"],
  optIn: "byDefault",
  fullManagementSetting: "turnedOn",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [{ action: "elasticfilesystem:CreateFileSystem", resource: "*", does: "creates a file system" }],
    setting: ["elasticfilesystem:CreateTags", "elasticfilesystem:TagResource"],
    removing: ["elasticfilesystem:DeleteTags", "elasticfilesystem:UntagResource"],
  },
  ownBackups: [],
  resources: [
    { features: features({ coldStorage: "yes", restoreTesting: true, airGappedVault: true, fullManagement: true }) },
  ],
} as const satisfies ServiceRecord;
