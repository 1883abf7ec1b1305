import { features } from "../backup-features";
import { except } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const ofCluster = "It adds to a cluster that is there.";

export const eks = {
  name: "EKS",
  called: "an EKS cluster",
  arnPatterns: ["eks:*:*:cluster/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      { action: "eks:CreateCluster", resource: "*", does: "creates an EKS cluster", callers: "nobodyDocumented" },
    ],
    untaggableCreations: [],
    otherCreations: {
      "eks:CreateAccessEntry": ofCluster,
      "eks:CreateAddon": ofCluster,
      "eks:CreateCapability": ofCluster,
      "eks:CreateCertificateAuthority": ofCluster,
      "eks:CreateEksAnywhereSubscription": "It is about clusters outside AWS.",
      "eks:CreateFargateProfile": ofCluster,
      "eks:CreateNodegroup": ofCluster,
      "eks:CreatePodIdentityAssociation": ofCluster,
      "eks:RegisterCluster": "It is about clusters outside AWS.",
    },
    setting: ["eks:TagResource"],
    removing: ["eks:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      features: features({
        airGappedVault: true,
        fullManagement: true,
        available: except("cn-north-1 cn-northwest-1"),
        remark:
          "Persistent storage keeps the features of its own type. AWS's table of encryption does not list EKS: its full management counts instead.",
      }),
    },
  ],
} as const satisfies ServiceRecord;
