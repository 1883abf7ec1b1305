import { features } from "../backup-features";
import {
  autoScaling,
  batch,
  eksAutoMode,
  emr,
  karpenter,
  serverMigration,
  spotFleet,
  spotInstances,
} from "../service-callers";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const noInstance = "It makes no instance.";

export const ec2 = {
  name: "EC2",
  called: "an instance",
  arnPatterns: ["ec2:*:*:instance/*"],
  optIn: "byDefault",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    // A launch names images, subnets and security groups too, which carry no tag: on `*`, a statement would deny all.
    creations: [
      {
        action: "ec2:RunInstances",
        resource: "ec2:*:*:instance/*",
        does: "launches an instance",
        callers: [autoScaling, batch, eksAutoMode, emr, karpenter, serverMigration, spotFleet, spotInstances],
      },
    ],
    untaggableCreations: [
      {
        action: "ec2:ImportInstance",
        resource: "ec2:*:*:instance/*",
        does: "imports an instance",
        callers: "nobodyDocumented",
      },
      {
        action: "ec2:RunScheduledInstances",
        resource: "*",
        does: "launches a Scheduled Instance",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "ec2:CreateDefaultSubnet": noInstance,
      "ec2:CreateDefaultVpc": noInstance,
      "ec2:CreateReservedInstancesListing": noInstance,
      "ec2:CreateSpotDatafeedSubscription": noInstance,
      "ec2:ProvisionByoipCidr": noInstance,
      "ec2:RegisterInstanceEventNotificationAttributes": noInstance,
      "ec2:RestoreAddressToClassic": noInstance,
      "ec2:CreateFleet": "It launches by `ec2:RunInstances`, in the caller's name or by a service-linked role.",
      "ec2:CreateImage": "It makes an image.",
      "ec2:CreateInstanceExportTask": "It exports an instance.",
      "ec2:CreateDelegateMacVolumeOwnershipTask": noInstance,
      "ec2:CreateMacSystemIntegrityProtectionModificationTask": noInstance,
      "ec2:CreateNetworkInsightsPath": noInstance,
      "ec2:RequestSpotFleet": "A role of the caller's account launches by `ec2:RunInstances`.",
      "ec2:RequestSpotInstances": "A service-linked role launches, which no SCP reaches. It remains possible.",
    },
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
      weakening: {
        "ec2:DisableImage": "disables {it}: it cannot be restored, locked or not",
        "ec2:EnableImageDeregistrationProtection": "protects {it} from being deregistered, so that it never expires",
        "ec2:ResetImageAttribute": "takes back that {it} is shared, so that it cannot be copied",
      },
      // Without ec2:CopyImage: it carries no tag of the image that is copied.
      sharing: {
        "ec2:CreateStoreImageTask": "stores {it} in a bucket",
        "ec2:ExportImage": "exports {it} to a bucket",
        "ec2:ModifyImageAttribute": "shares {it}",
      },
    },
  ],
  resources: [{ features: features({ restoreTesting: true, airGappedVault: true }) }],
} as const satisfies ServiceRecord;
