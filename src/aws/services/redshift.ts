import { features } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const noCluster = "It makes a setting, and no cluster.";

export const redshift = {
  name: "Redshift",
  called: "a Redshift cluster",
  arnPatterns: ["redshift:*:*:cluster:*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [
      {
        action: "redshift:CreateCluster",
        resource: "redshift:*:*:cluster:*",
        does: "creates a Redshift cluster",
        callers: "nobodyDocumented",
      },
    ],
    untaggableCreations: [
      {
        action: "redshift:RestoreFromClusterSnapshot",
        resource: "redshift:*:*:cluster:*",
        does: "restores a Redshift cluster from a snapshot",
        callers: "nobodyDocumented",
      },
    ],
    otherCreations: {
      "redshift:CopyClusterSnapshot": "It makes a snapshot.",
      "redshift:CreateAuthenticationProfile": noCluster,
      "redshift:CreateClusterSnapshot": "It makes a snapshot.",
      "redshift:CreateCustomDomainAssociation": noCluster,
      "redshift:CreateEndpointAccess": noCluster,
      "redshift:CreateQev2IdcApplication": noCluster,
      "redshift:CreateRedshiftIdcApplication": noCluster,
      "redshift:CreateSavedQuery": noCluster,
      "redshift:CreateScheduledAction": noCluster,
      "redshift:CreateUsageLimit": noCluster,
      "redshift:RegisterNamespace": noCluster,
      "redshift:RestoreTableFromClusterSnapshot": "It restores into a cluster that is there.",
    },
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
