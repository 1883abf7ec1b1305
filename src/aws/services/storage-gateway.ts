import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const storageGateway = {
  name: "Storage Gateway",
  called: "a volume of a gateway",
  arnPatterns: ["storagegateway:*:*:gateway/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [],
    setting: ["storagegateway:AddTagsToResource"],
    removing: ["storagegateway:RemoveTagsFromResource"],
  },
  ownBackups: [],
  resources: [{ features: features({ airGappedVault: true }) }],
} as const satisfies ServiceRecord;
