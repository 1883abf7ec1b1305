import { features } from "../backup-features";
import { only } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const dsql = {
  name: "DSQL",
  called: "an Aurora DSQL cluster",
  arnPatterns: ["dsql:*:*:cluster/*"],
  optIn: "whereNamed",
  fullManagementSetting: "left",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "dsql:CreateCluster",
        resource: "dsql:*:*:cluster/*",
        does: "creates an Aurora DSQL cluster",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [],
    otherCreations: { "dsql:CreateStream": "It makes a stream of a cluster." },
    setting: ["dsql:TagResource"],
    removing: ["dsql:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      aliases: ["Aurora DSQL"],
      features: features({
        coldStorage: "yes",
        airGappedVault: true,
        fullManagement: true,
        available: only(
          "us-east-1 us-east-2 us-west-2 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 " +
            "ap-southeast-2 ap-southeast-4 ca-central-1 ca-west-1 eu-central-1 eu-north-1 eu-south-2 eu-west-1 eu-west-2 " +
            "eu-west-3 sa-east-1",
        ),
      }),
    },
  ],
} as const satisfies ServiceRecord;
