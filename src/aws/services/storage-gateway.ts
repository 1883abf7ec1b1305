import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const files = "It makes a share of files, which AWS Backup does not back up.";
const tapes = "It makes tapes, which AWS Backup does not back up.";

export const storageGateway = {
  name: "Storage Gateway",
  called: "a volume of a gateway",
  arnPatterns: ["storagegateway:*:*:gateway/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "storagegateway:CreateCachediSCSIVolume",
        resource: "storagegateway:*:*:gateway/*",
        does: "creates a cached volume",
        callers: "nobodyDocumented",
      },
      {
        action: "storagegateway:CreateStorediSCSIVolume",
        resource: "storagegateway:*:*:gateway/*",
        does: "creates a stored volume",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [],
    otherCreations: {
      "storagegateway:CreateNFSFileShare": files,
      "storagegateway:CreateSMBFileShare": files,
      "storagegateway:CreateSnapshot": "It makes a snapshot.",
      "storagegateway:CreateSnapshotFromVolumeRecoveryPoint": "It makes a snapshot.",
      "storagegateway:CreateTapePool": tapes,
      "storagegateway:CreateTapeWithBarcode": tapes,
      "storagegateway:CreateTapes": tapes,
    },
    setting: ["storagegateway:AddTagsToResource"],
    removing: ["storagegateway:RemoveTagsFromResource"],
  },
  ownBackups: [],
  resources: [{ features: features({ airGappedVault: true }) }],
} as const satisfies ServiceRecord;
