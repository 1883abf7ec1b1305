import { type BackupFeatures, chinaRegions, features } from "../backup-features";
import { except } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

/** AWS Backup copies no file system between Regions from or to Bahrain and the UAE. */
const withoutCrossRegionCopy = ["me-south-1", "me-central-1"];

/**
 * Where volumes of ONTAP are not copied; elsewhere they are, since 27 August 2026.
 * Source: AWS Backup Developer Guide, "Document history" and "Feature availability". Read 2026-11-26.
 */
const withoutOntapCopy = ["ap-southeast-6", ...chinaRegions];

const fileSystem = {
  crossRegionCopy: { except: withoutCrossRegionCopy },
  restoreTesting: true,
  airGappedVault: true,
} satisfies Partial<BackupFeatures>;

const intoVolume = "It overwrites a volume that is there.";
const ofFileSystem = "It adds to a file system that is there, and holds no data without its volumes.";

export const fsx = {
  name: "FSx",
  called: "an Amazon FSx file system",
  arnPatterns: ["fsx:*:*:file-system/*", "fsx:*:*:volume/*"],
  wholePaths: ["fsx:*:*:volume/*/*"],
  optIn: "whereNamed",
  typeNeedsOptIn: true,
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "fsx:CreateFileSystem",
        resource: "fsx:*:*:file-system/*",
        does: "creates an Amazon FSx file system",
        callers: "nobodyDocumented",
      },
      {
        action: "fsx:CreateFileSystemFromBackup",
        resource: "fsx:*:*:file-system/*",
        does: "restores an Amazon FSx file system from a backup",
        callers: "nobodyDocumented",
      },
      {
        action: "fsx:CreateVolume",
        resource: "fsx:*:*:volume/*",
        does: "creates an Amazon FSx volume",
        callers: "nobodyDocumented",
      },
      {
        action: "fsx:CreateVolumeFromBackup",
        resource: "fsx:*:*:volume/*",
        does: "restores an Amazon FSx volume from a backup",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [],
    otherCreations: {
      "fsx:CopySnapshotAndUpdateVolume": intoVolume,
      "fsx:CreateAndAttachS3AccessPoint": "It makes an access point of a volume.",
      "fsx:CreateBackup": "It makes a backup.",
      "fsx:CreateDataRepositoryAssociation": ofFileSystem,
      "fsx:CreateDataRepositoryTask": ofFileSystem,
      "fsx:CreateSnapshot": "It makes a snapshot.",
      "fsx:CreateStorageVirtualMachine": ofFileSystem,
      "fsx:RestoreVolumeFromSnapshot": intoVolume,
    },
    setting: ["fsx:TagResource"],
    removing: ["fsx:UntagResource"],
  },
  ownBackups: [
    {
      called: "an Amazon FSx backup",
      arnPattern: "fsx:*:*:backup/*",
      markedBy: "tag",
      expiring: { "fsx:DeleteBackup": "deletes {it}" },
      weakening: {},
      sharing: { "fsx:ManageBackupPrincipalAssociations": "shares {it}" },
    },
  ],
  resources: [
    {
      name: "FSx for Windows File Server",
      aliases: ["FSx", "FSx Windows"],
      features: features({ ...fileSystem, available: except("ap-southeast-6") }),
    },
    {
      name: "FSx for Lustre",
      aliases: ["FSx Lustre"],
      features: features({ ...fileSystem, available: except("ap-southeast-6") }),
    },
    {
      name: "FSx for ONTAP",
      aliases: ["FSx ONTAP", "FSx for NetApp ONTAP"],
      arnPattern: "fsx:*:*:volume/*",
      features: features({
        ...fileSystem,
        crossRegionCopy: { except: [...withoutCrossRegionCopy, ...withoutOntapCopy] },
        crossAccountCopy: { except: withoutOntapCopy },
        available: except("ap-southeast-6"),
        remark:
          "For China, AWS's news of the copies denies the copies alone; that backups work there is not confirmed.",
      }),
    },
    {
      name: "FSx for OpenZFS",
      aliases: ["FSx OpenZFS"],
      features: features({
        ...fileSystem,
        airGappedVault: false,
        available: except("ap-southeast-4 ap-southeast-6 cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1"),
        remark:
          "The row of AWS's table looks shifted: restore testing is as in its guide, and the mark under cold storage does not count.",
      }),
    },
  ],
} as const satisfies ServiceRecord;
