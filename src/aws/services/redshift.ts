import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

export const redshift = {
  name: "Redshift",
  called: "a Redshift cluster",
  arnPatterns: ["redshift:*:*:cluster:*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      { action: "redshift:CreateCluster", resource: "redshift:*:*:cluster:*", does: "creates a Redshift cluster" },
    ],
    setting: ["redshift:CreateTags"],
    removing: ["redshift:DeleteTags"],
  },
  ownBackups: [
    {
      called: "a Redshift snapshot",
      arnPattern: "redshift:*:*:snapshot:*/awsbackup:*",
      markedBy: "name",
      expiring: { "redshift:DeleteClusterSnapshot": "deletes {it}" },
      weakening: {
        "redshift:BatchDeleteClusterSnapshots": "deletes {it} and others in one request",
        "redshift:BatchModifyClusterSnapshots": "shortens how long {it} and others are kept, in one request",
        "redshift:ModifyClusterSnapshot": "shortens how long {it} is kept",
      },
      sharing: { "redshift:AuthorizeSnapshotAccess": "shares {it}" },
    },
  ],
  resources: [
    {
      features: features({
        crossRegionCopy: "nowhere",
        crossAccountCopy: "nowhere",
        remark: "AWS's table has no row for provisioned clusters: no feature is assumed.",
      }),
    },
  ],
} as const satisfies ServiceRecord;
