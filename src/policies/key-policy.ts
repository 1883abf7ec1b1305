/** The policy of the multi-Region key and of each of its replicas. */

import { accountRootArn } from "../aws/arn";
import { type Deployment } from "../model/deployment";
import { type PolicyDocument, policyDocument } from "./policy-document";

/**
 * The nine actions that AWS Control Tower asks for on the backup key, for every principal of the organization.
 * Source: AWS Control Tower User Guide, "Prerequisites" of AWS Backup. Read 2026-11-21.
 */
const organizationActions = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:GetKeyPolicy",
  "kms:ListGrants",
  "kms:ReEncrypt*",
  "kms:RevokeGrant",
];

/** One document for all Regions: replicas have a policy of their own, and a difference would break copies there. */
export function buildKeyPolicy({ organization, encryption }: Deployment): PolicyDocument {
  return policyDocument([
    {
      Sid: "AccountAdministersKey",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(organization.partition, encryption.account.id) },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "OrganizationUsesKey",
      Effect: "Allow",
      Principal: "*",
      Action: organizationActions,
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization.id } },
    },
  ]);
}
