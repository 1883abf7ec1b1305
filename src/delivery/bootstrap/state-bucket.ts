/**
 * The Terraform configuration that makes the bucket of the state, versioned and encrypted, and the key where the config
 * names one by an alias. It is applied once, in the account that is to hold the state.
 *
 * Source: Terraform documentation, backend `s3`; Amazon S3 User Guide, "Security best practices". Read 2026-11-21.
 */

import { type Deployment } from "../../model/deployment";
import { minified, policyDocument } from "../../policies/policy-document";
import { requiredTerraformVersion } from "../../terraform/version";

/** Undefined where the config keeps no state in a bucket. */
export function buildStateBucket(
  { organization, terraform }: Deployment,
  awsProviderVersion: string,
): object | undefined {
  const { state } = terraform;
  if (state.type !== "s3") {
    return undefined;
  }
  const bucket = "${aws_s3_bucket.state.id}";
  const arn = `arn:${organization.partition}:s3:::${state.bucket}`;
  const alias = state.kmsKeyId?.startsWith("alias/") ? state.kmsKeyId : undefined;
  const keyId = alias === undefined ? state.kmsKeyId : "${aws_kms_key.state.arn}";
  return {
    terraform: {
      required_version: requiredTerraformVersion,
      required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion } },
      backend: { local: { path: "terraform.state-bucket.tfstate" } },
    },
    provider: { aws: [{ region: state.region }] },
    resource: {
      aws_s3_bucket: { state: { bucket: state.bucket, lifecycle: { prevent_destroy: true } } },
      aws_s3_bucket_versioning: { state: { bucket, versioning_configuration: [{ status: "Enabled" }] } },
      aws_s3_bucket_server_side_encryption_configuration: {
        state: {
          bucket,
          rule: [
            {
              bucket_key_enabled: true,
              apply_server_side_encryption_by_default: [
                { sse_algorithm: "aws:kms", ...(keyId === undefined ? {} : { kms_master_key_id: keyId }) },
              ],
            },
          ],
        },
      },
      aws_s3_bucket_public_access_block: {
        state: {
          bucket,
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_policy: {
        state: {
          bucket,
          policy: minified(
            policyDocument([
              {
                Sid: "EncryptedTransportOnly",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [arn, `${arn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ]),
          ),
        },
      },
      ...(alias === undefined
        ? {}
        : {
            aws_kms_key: {
              state: {
                description: "Encrypts the Terraform state of Strongroom",
                enable_key_rotation: true,
                lifecycle: { prevent_destroy: true },
              },
            },
            aws_kms_alias: { state: { name: alias, target_key_id: "${aws_kms_key.state.key_id}" } },
          }),
    },
  };
}
