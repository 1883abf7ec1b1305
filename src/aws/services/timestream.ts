import { features, optInRegions } from "../backup-features";
import { only } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const timestream = {
  name: "Timestream",
  called: "a Timestream database",
  arnPatterns: ["timestream:*:*:database/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "timestream:CreateDatabase",
        resource: "timestream:*:*:database/*",
        does: "creates a Timestream database",
        callers: "nobodyDocumented",
      },
      {
        action: "timestream:CreateTable",
        resource: "timestream:*:*:database/*/table/*",
        does: "creates a Timestream table",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [
      {
        action: "timestream:StartAwsRestoreJob",
        resource: "timestream:*:*:database/*/table/*",
        does: "restores a Timestream table from a recovery point",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "timestream:CreateBatchLoadTask": "It loads into a table that is there.",
      "timestream:CreateScheduledQuery": "It makes a query.",
    },
    setting: ["timestream:TagResource"],
    removing: ["timestream:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      features: features({
        crossAccountCopy: { except: optInRegions },
        coldStorage: "yes",
        airGappedVault: true,
        fullManagement: true,
        available: only(
          "us-east-1 us-east-2 us-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 eu-central-1 eu-west-1 us-gov-west-1",
        ),
      }),
    },
  ],
} as const satisfies ServiceRecord;
