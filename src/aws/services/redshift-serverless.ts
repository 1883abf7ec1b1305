import { features } from "../backup-features";
import { except } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const intoNamespace = "It restores into a namespace that is there.";

export const redshiftServerless = {
  name: "Redshift Serverless",
  called: "a Redshift Serverless namespace",
  arnPatterns: ["redshift-serverless:*:*:namespace/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "redshift-serverless:CreateNamespace",
        resource: "redshift-serverless:*:*:namespace/*",
        does: "creates a Redshift Serverless namespace",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [],
    otherCreations: {
      "redshift-serverless:CreateReservation": "It buys capacity.",
      "redshift-serverless:CreateScheduledAction": "It makes a setting of a namespace.",
      "redshift-serverless:CreateSnapshot": "It makes a snapshot.",
      "redshift-serverless:CreateSnapshotCopyConfiguration": "It makes a setting of a namespace.",
      "redshift-serverless:CreateUsageLimit": "It makes a setting.",
      "redshift-serverless:RestoreFromRecoveryPoint": intoNamespace,
      "redshift-serverless:RestoreFromSnapshot": intoNamespace,
      "redshift-serverless:RestoreTableFromRecoveryPoint": intoNamespace,
      "redshift-serverless:RestoreTableFromSnapshot": intoNamespace,
    },
    setting: ["redshift-serverless:TagResource"],
    removing: ["redshift-serverless:UntagResource"],
  },
  ownBackups: [
    {
      called: "a Redshift Serverless snapshot",
      arnPattern: "redshift-serverless:*:*:snapshot/*",
      markedBy: "tag",
      expiring: { "redshift-serverless:DeleteSnapshot": "deletes {it}" },
      weakening: { "redshift-serverless:UpdateSnapshot": "shortens how long {it} is kept" },
      sharing: {},
    },
  ],
  resources: [
    {
      features: features({
        crossRegionCopy: "nowhere",
        crossAccountCopy: "nowhere",
        available: except("ca-west-1 me-south-1 us-gov-east-1 us-gov-west-1"),
      }),
    },
  ],
} as const satisfies ServiceRecord;
