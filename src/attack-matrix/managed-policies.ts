/** Managed policies of AWS that teams use, and what two tools document for their roles: which actions each may allow. */

import { matchesName } from "../aws/service-authorization";
import list from "./managed-policies.json";

export interface ManagedPolicy {
  readonly name: string;
  /** Its version and the day of it, or where it is documented. */
  readonly edition: string;
  /** Whether it can allow the action at all: on some resource, under some condition. */
  readonly allows: (action: string) => boolean;
}

/** Where the policies of AWS are from, and the day on which they were taken. `build/managed-policies.py` writes the list. */
export const managedPolicySource: { readonly source: string; readonly date: string } = list;

/** Roles that their authors document, on the page that `edition` names. */
const documented: Readonly<Record<string, { readonly edition: string; readonly actions: string }>> = {
  Karpenter: {
    edition: "Karpenter, Reference, CloudFormation: `KarpenterControllerPolicy`",
    actions:
      "ec2:CreateFleet ec2:CreateLaunchTemplate ec2:CreateTags ec2:DeleteLaunchTemplate ec2:Describe* ec2:RunInstances " +
      "ec2:TerminateInstances eks:DescribeCluster iam:AddRoleToInstanceProfile iam:CreateInstanceProfile " +
      "iam:DeleteInstanceProfile iam:GetInstanceProfile iam:PassRole iam:RemoveRoleFromInstanceProfile " +
      "iam:TagInstanceProfile pricing:GetProducts sqs:DeleteMessage sqs:GetQueueUrl sqs:ReceiveMessage ssm:GetParameter",
  },
  Velero: {
    edition: "velero-plugin-for-aws, README: Set permissions for Velero",
    actions:
      "ec2:CreateSnapshot ec2:CreateTags ec2:CreateVolume ec2:DeleteSnapshot ec2:DescribeSnapshots ec2:DescribeVolumes " +
      "s3:AbortMultipartUpload s3:DeleteObject s3:GetObject s3:ListBucket s3:ListMultipartUploadParts s3:PutObject",
  },
};

export const managedPolicies: readonly ManagedPolicy[] = [
  ...Object.entries(list.policies).map(([name, { version, changed, allows, allowsAllBut }]) => ({
    name,
    edition: `${version} of ${changed}`,
    allows: (action: string) =>
      matchesOne(allows, action) || (allowsAllBut !== "" && !matchesOne(allowsAllBut, action)),
  })),
  ...Object.entries(documented).map(([name, { edition, actions }]) => ({
    name,
    edition,
    allows: (action: string) => matchesOne(actions, action),
  })),
];

function matchesOne(patterns: string, action: string): boolean {
  return patterns.split(" ").some((pattern) => matchesName(pattern, action));
}
