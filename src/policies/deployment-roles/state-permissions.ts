/** What the roles that run Terraform need: the roles in the accounts, and the state. */

import { bucketArn, roleArn } from "../../aws/arn";
import { type Statement } from "../../aws/policy-statement";
import { type Deployment, type StateSettings } from "../../model/deployment";
import { type PolicyDocument, policyDocument } from "../policy-document";
import { type Phase } from "./role-permissions";

/**
 * The permissions of the role that runs `terraform plan`, or `terraform apply`. An ARN for each account would pass the
 * quota of a managed policy above a hundred accounts; the organization's id admits no account outside.
 *
 * Source: IAM User Guide, "AWS global condition context keys", `aws:ResourceOrgID`. Read 2026-11-26.
 */
export function runnerPermissions(deployment: Deployment, phase: Phase): PolicyDocument {
  const { organization, terraform } = deployment;
  const { planRoleName, deploymentRoleName, state } = terraform;
  const name = phase === "plan" ? (planRoleName ?? deploymentRoleName) : deploymentRoleName;
  const assumesStateRole = state.type === "s3" && state.roleArn !== undefined;
  return policyDocument([
    {
      Sid: "AssumeRoles",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: [roleArn(organization.partition, "*", name)],
      Condition: { StringEquals: { "aws:ResourceOrgID": organization.id } },
    },
    ...(assumesStateRole
      ? [
          {
            Sid: "AssumeStateRole",
            Effect: "Allow" as const,
            Action: "sts:AssumeRole",
            Resource: [state.roleArn ?? ""],
          },
        ]
      : stateStatements(deployment, phase)),
  ]);
}

/** The permissions of `terraform.state.roleArn`, by which both plans and applies reach the state. */
export function stateRolePermissions(deployment: Deployment): PolicyDocument | undefined {
  const { state } = deployment.terraform;
  return state.type === "s3" && state.roleArn !== undefined
    ? policyDocument(stateStatements(deployment, "apply"))
    : undefined;
}

/**
 * A plan reads the state and takes no lock: `terraform plan -lock=false`.
 * Source: Terraform documentation, backend `s3`, "Permissions Required". Read 2026-11-21.
 */
function stateStatements({ organization: { partition }, terraform: { state } }: Deployment, phase: Phase): Statement[] {
  if (state.type !== "s3") {
    return [];
  }
  const bucket = bucketArn(partition, state.bucket);
  const writes = phase === "apply";
  const lock = `${bucket}/${state.keyPrefix}*.tfstate.tflock`;
  return [
    {
      Sid: "FindState",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: [bucket],
      Condition: { StringLike: { "s3:prefix": [`${state.keyPrefix}*`] } },
    },
    {
      Sid: writes ? "WriteState" : "ReadState",
      Effect: "Allow",
      Action: writes ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"],
      Resource: [`${bucket}/${state.keyPrefix}*.tfstate`],
    },
    ...(writes
      ? [
          {
            Sid: "LockState",
            Effect: "Allow" as const,
            Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resource: [lock],
          },
        ]
      : []),
    ...keyStatements(state, partition, writes),
  ];
}

/** Without a key of its own, the state is under the key of the bucket, which the config does not know. */
function keyStatements(
  { kmsKeyId, region }: StateSettings & { type: "s3" },
  partition: string,
  writes: boolean,
): Statement[] {
  if (kmsKeyId === undefined) {
    return [];
  }
  const [name = "", owner = "*"] = kmsKeyId.split(":").toReversed();
  const isAlias = name.startsWith("alias/");
  const key = isAlias ? "key/*" : name.startsWith("key/") ? name : `key/${name}`;
  return [
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      Resource: [`arn:${partition}:kms:${region}:${owner}:${key}`],
      ...(isAlias ? { Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [name] } } } : {}),
    },
  ];
}
