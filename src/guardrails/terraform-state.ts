/** Terraform's state in a bucket: whoever writes it decides what the next apply does with the deployment role. */

import { accountOf, bucketArn, kmsKeyArn } from "../aws/arn";
import { type Statement } from "../aws/policy-statement";
import { sortedSet } from "../sorted-set";
import { type ActionsInWords } from "../aws/service-record";
import { type GuardedDeployment, type GuardedState } from "./guarded-deployment";
import { keyActions } from "./key-actions";
import { exceptDeployersAnd, exceptRoles } from "./principals";

type StateBucket = GuardedState & { type: "s3" };

/**
 * Actions after which the state is lost, or open to others. What a team sets on a bucket that it shares, such as its tags
 * and its logs, is left to it.
 * Source: Service Authorization Reference, "Amazon S3", actions on buckets. Read 2026-11-27.
 */
export const stateBucketActions: ActionsInWords = {
  "s3:CreateBucket": "makes a bucket with the name of {it}",
  "s3:DeleteBucket": "deletes {it}",
  "s3:DeleteBucketPolicy": "deletes the policy of {it}",
  "s3:PutBucketAcl": "opens {it} by its access control list",
  "s3:PutBucketOwnershipControls": "lets access control lists decide on {it}",
  "s3:PutBucketPolicy": "opens {it}, or shuts Terraform out of it",
  "s3:PutBucketPublicAccessBlock": "lets {it} be public",
  "s3:PutBucketRequestPayment": "lets {it} refuse everybody who does not offer to pay",
  "s3:PutBucketVersioning": "keeps {it} from holding old versions",
  "s3:PutEncryptionConfiguration": "encrypts {it} under a key of its own",
  "s3:PutLifecycleConfiguration": "lets what is in {it} expire",
  "s3:PutReplicationConfiguration": "sends what is in {it} to a bucket elsewhere",
};

/** All that changes an object but its annotations. Source: as above, on objects. */
export const stateObjectActions: ActionsInWords = {
  "s3:DeleteObject": "deletes {it}",
  "s3:DeleteObjectTagging": "removes the tags of {it}",
  "s3:DeleteObjectVersion": "deletes an old version of {it}",
  "s3:DeleteObjectVersionTagging": "removes the tags of an old version of {it}",
  "s3:PutObject": "writes what the next apply runs into {it}",
  "s3:PutObjectAcl": "opens {it} by its access control list",
  "s3:PutObjectLegalHold": "holds {it} for ever",
  "s3:PutObjectRetention": "keeps {it} from being deleted for years",
  "s3:PutObjectTagging": "tags {it} so that it expires",
  "s3:PutObjectVersionAcl": "opens an old version of {it} by its access control list",
  "s3:PutObjectVersionTagging": "tags an old version of {it} so that it expires",
  "s3:ReplicateDelete": "replicates a deletion of {it}",
  "s3:ReplicateObject": "replicates what the next apply runs into {it}",
  "s3:ReplicateTags": "replicates tags to {it}",
  "s3:UpdateObjectEncryption": "encrypts {it} under a key of its own",
};

/**
 * None where the state is no bucket's. No statement names the account of the bucket, because its ARN does not: they hold
 * whoever a guardrail reaches, wherever the bucket is. Objects are protected where the config says who writes them.
 */
export function protectTerraformState(deployment: GuardedDeployment): Statement[] {
  const { organization, terraform } = deployment;
  const { state } = terraform;
  if (state.type !== "s3") {
    return [];
  }
  const writer = stateWriter(deployment);
  const bucket = bucketArn(organization.partition, state.bucket);
  return [
    {
      Sid: "ProtectStateBucket",
      Effect: "Deny",
      Action: Object.keys(stateBucketActions),
      Resource: bucket,
      Condition: exceptRoles(deployment, []),
    },
    ...(writer === undefined
      ? []
      : [
          {
            Sid: "ProtectState",
            Effect: "Deny" as const,
            Action: Object.keys(stateObjectActions),
            Resource: stateKeys(deployment, state).map((key) => `${bucket}/${key}`),
            Condition: exceptDeployersAnd(deployment, writer),
          },
        ]),
    ...protectStateKey(deployment, state),
  ];
}

/** Who reaches the state to write it: the role that Terraform assumes for it, or else the one that runs `terraform apply`. */
export function stateWriter({ terraform }: GuardedDeployment): string | undefined {
  const { state, runners } = terraform;
  return (state.type === "s3" ? state.roleArn : undefined) ?? runners?.apply;
}

/** Object keys of the states and of their locks. Stacks that are one for each account share a pattern. */
function stateKeys({ stacks }: GuardedDeployment, { keyPrefix }: StateBucket): string[] {
  const kinds = stacks.map(({ id, account }) =>
    id.endsWith(`-${account.name}`) ? `${id.slice(0, -account.name.length)}*` : id,
  );
  return sortedSet(kinds).map((kind) => `${keyPrefix}${kind}.tfstate*`);
}

/**
 * A key by its id, wherever it is, and one by its alias where the config tells its account: S3 looks for an alias without
 * an account in that of the caller.
 * Source: Amazon S3 API Reference, `PutObject`, `x-amz-server-side-encryption-aws-kms-key-id`. Read 2026-11-27.
 */
function protectStateKey(deployment: GuardedDeployment, { kmsKeyId, region }: StateBucket): Statement[] {
  if (kmsKeyId === undefined) {
    return [];
  }
  const { partition } = deployment.organization;
  const writer = stateWriter(deployment);
  const owner = kmsKeyId.startsWith("arn:") ? accountOf(kmsKeyId) : writer && accountOf(writer);
  const name = kmsKeyId.split(":").at(-1) ?? "";
  const isAlias = name.startsWith("alias/");
  return isAlias && owner === undefined
    ? []
    : [
        {
          Sid: "ProtectStateKey",
          Effect: "Deny",
          Action: keyActions,
          Resource: kmsKeyArn(partition, region, owner ?? "*", isAlias ? "*" : name.replace(/^key\//, "")),
          Condition: {
            ...exceptRoles(deployment, []),
            ...(isAlias && { "ForAnyValue:StringEquals": { "kms:ResourceAliases": name } }),
          },
        },
      ];
}
