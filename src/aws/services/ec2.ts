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
  // AWS Prescriptive Guidance, "Amazon EC2 backup and recovery with snapshots and AMIs": an image has a snapshot of each
  // attached volume. That a tagged volume gets one of its own too, people report; AWS says nothing. Read 2026-11-26.
  contains: [
    { services: ["EBS"], what: "the volumes attached to it", alsoAlone: "yes" },
    { services: ["SAP HANA on Amazon EC2"], what: "the volumes of an SAP HANA database on it", alsoAlone: "yes" },
  ],
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
