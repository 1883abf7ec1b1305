import { features } from "../backup-features";
import {
  autoScaling,
  batch,
  ebsCsiDriver,
  ecsVolumes,
  eksAutoMode,
  emr,
  karpenter,
  serverMigration,
  spotFleet,
  spotInstances,
} from "../service-callers";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const ebs = {
  name: "EBS",
  called: "a volume",
  arnPatterns: ["ec2:*:*:volume/*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "ec2:CreateVolume",
        resource: "ec2:*:*:volume/*",
        does: "creates a volume",
        callers: [ebsCsiDriver, ecsVolumes, eksAutoMode, serverMigration],
      },
      {
        action: "ec2:RunInstances",
        resource: "ec2:*:*:volume/*",
        does: "launches an instance on a volume",
        callers: [autoScaling, batch, eksAutoMode, emr, karpenter, serverMigration, spotFleet, spotInstances],
      },
    ],
    untaggableCreations: [
      {
        action: "ec2:ImportVolume",
        resource: "ec2:*:*:volume/*",
        does: "imports a volume",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "ec2:CopyVolumes":
        "It is authorized on the source volume too, which carries no tag of the request. It remains possible.",
      "ec2:CreateDelegateMacVolumeOwnershipTask": "It changes a volume.",
      "ec2:CreateReplaceRootVolumeTask":
        "Its tags are the task's own, and AWS does not say which ones the new volume gets. It remains possible.",
      "ec2:CreateSnapshot": "It makes a snapshot.",
      "ec2:CreateSnapshots": "It makes snapshots.",
      "ec2:RestoreVolumeFromRecycleBin": "It brings a volume back, with its tags.",
    },
    setting: ["ec2:CreateTags"],
    removing: ["ec2:DeleteTags"],
  },
  ownBackups: [
    {
      called: "an EBS snapshot",
      arnPattern: "ec2:*::snapshot/*",
      markedBy: "tag",
      expiring: { "ec2:DeleteSnapshot": "deletes {it}" },
      weakening: {
        "ec2:LockSnapshot": "locks {it}, so that it never expires",
        "ec2:ModifySnapshotTier": "archives {it}, so that a restore takes days",
        "ec2:ResetSnapshotAttribute": "takes back that {it} is shared, so that it cannot be copied",
      },
      // Without ec2:CopySnapshot: it carries no tag of the snapshot that is copied.
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
