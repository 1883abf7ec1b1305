/** How a new resource gets a tag that IAM can see: by which action, on which resource. */

import { type ResourceType } from "./backup-services";

export interface TaggedCreation {
  readonly action: string;
  /** ARN pattern after `arn:<partition>:`. Undefined where the action is authorized on no resource but `*`. */
  readonly resource?: string;
}

/**
 * Creations that carry `aws:RequestTag`, with the resource that does, by service. `ec2:RunInstances` names images,
 * subnets and security groups too, which carry none: on `*` a statement would deny every launch. `CreateFileSystem` of
 * Amazon EFS and `CreateCluster` of Amazon EKS name no resource: on an ARN a statement would deny nothing. CloudFormation,
 * SAP HANA, Storage Gateway and virtual machines are left out: what AWS Backup protects there is not what is created.
 *
 * Sources: Service Authorization Reference of each service; AWS Organizations User Guide, "Require a tag on specified
 * created resources". Read 2026-11-21.
 */
const creations = {
  Aurora: [{ action: "rds:CreateDBCluster", resource: "rds:*:*:cluster:*" }],
  DSQL: [{ action: "dsql:CreateCluster", resource: "dsql:*:*:cluster/*" }],
  DocumentDB: [{ action: "rds:CreateDBCluster", resource: "rds:*:*:cluster:*" }],
  DynamoDB: [{ action: "dynamodb:CreateTable", resource: "dynamodb:*:*:table/*" }],
  EBS: [
    { action: "ec2:CreateVolume", resource: "ec2:*:*:volume/*" },
    { action: "ec2:RunInstances", resource: "ec2:*:*:volume/*" },
  ],
  EC2: [{ action: "ec2:RunInstances", resource: "ec2:*:*:instance/*" }],
  EFS: [{ action: "elasticfilesystem:CreateFileSystem" }],
  EKS: [{ action: "eks:CreateCluster" }],
  FSx: [{ action: "fsx:CreateFileSystem", resource: "fsx:*:*:file-system/*" }],
  Neptune: [{ action: "rds:CreateDBCluster", resource: "rds:*:*:cluster:*" }],
  RDS: [{ action: "rds:CreateDBInstance", resource: "rds:*:*:db:*" }],
  Redshift: [{ action: "redshift:CreateCluster", resource: "redshift:*:*:cluster:*" }],
  "Redshift Serverless": [
    { action: "redshift-serverless:CreateNamespace", resource: "redshift-serverless:*:*:namespace/*" },
  ],
  S3: [{ action: "s3:CreateBucket", resource: "s3:::*" }],
  Timestream: [{ action: "timestream:CreateDatabase", resource: "timestream:*:*:database/*" }],
} satisfies Partial<Record<ResourceType, readonly TaggedCreation[]>>;

export type TaggedService = keyof typeof creations;

export const taggedCreations: Readonly<Record<TaggedService, readonly TaggedCreation[]>> = creations;

export const taggedServices = Object.keys(creations) as TaggedService[];

/**
 * Services whose tools rarely send tags with the creation. The AWS provider of Terraform does so for buckets since 6.23
 * only, and needs `s3:TagResource`.
 */
export const rarelyTaggedAtCreation: readonly TaggedService[] = ["S3"];
