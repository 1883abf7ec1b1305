import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const ebs = {
  name: "EBS",
  called: "a volume",
  arnPatterns: ["ec2:*:*:volume/*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    // Without ec2:CopyVolumes: it is authorized on the source volume too, which carries no tag of the request.
    creations: [
      { action: "ec2:CreateVolume", resource: "ec2:*:*:volume/*", does: "creates a volume" },
      { action: "ec2:RunInstances", resource: "ec2:*:*:volume/*", does: "launches an instance on a volume" },
    ],
    setting: ["ec2:CreateTags"],
    removing: ["ec2:DeleteTags"],
  },
  ownBackups: [
    {
      called: "an EBS snapshot",
      arnPattern: "ec2:*::snapshot/*",
      markedBy: "tag",
      expiring: { "ec2:DeleteSnapshot": "deletes {it}" },
      weakening: { "ec2:ModifySnapshotTier": "archives {it}, so that a restore takes days" },
      sharing: { "ec2:ModifySnapshotAttribute": "shares {it}" },
    },
  ],
  resources: [
    {
      features: features({
        coldStorage: "archive",
        restoreTesting: true,
        airGappedVault: true,
        remark: "Snapshots move to the archive only where the policy opts in, at most once a month.",
      }),
    },
  ],
} as const satisfies ServiceRecord;
