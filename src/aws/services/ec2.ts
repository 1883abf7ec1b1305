import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const ec2 = {
  name: "EC2",
  called: "an instance",
  arnPatterns: ["ec2:*:*:instance/*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    // A launch names images, subnets and security groups too, which carry no tag: on `*`, a statement would deny all.
    creations: [{ action: "ec2:RunInstances", resource: "ec2:*:*:instance/*", does: "launches an instance" }],
    setting: ["ec2:CreateTags"],
    removing: ["ec2:DeleteTags"],
  },
  ownBackups: [
    {
      called: "an image",
      arnPattern: "ec2:*::image/*",
      markedBy: "tag",
      expiring: { "ec2:DeregisterImage": "deregisters {it}" },
      weakening: { "ec2:DisableImage": "disables {it}: it cannot be restored, locked or not" },
      sharing: {
        "ec2:CreateStoreImageTask": "stores {it} in a bucket",
        "ec2:ModifyImageAttribute": "shares {it}",
      },
    },
  ],
  resources: [{ features: features({ restoreTesting: true, airGappedVault: true }) }],
} as const satisfies ServiceRecord;
