import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { exceptRoles } from "./principals";

/**
 * Actions that remove tags and carry `aws:TagKeys`. `s3:PutBucketTagging` and `s3:DeleteBucketTagging` carry none.
 * Source: Service Authorization Reference of each service. Read 2026-11-21.
 */
const untagActions = [
  "backup-gateway:UntagResource",
  "cloudformation:UntagResource",
  "dsql:UntagResource",
  "dynamodb:UntagResource",
  "ec2:DeleteTags",
  "eks:UntagResource",
  "elasticfilesystem:DeleteTags",
  "elasticfilesystem:UntagResource",
  "fsx:UntagResource",
  "rds:RemoveTagsFromResource",
  "redshift-serverless:UntagResource",
  "redshift:DeleteTags",
  "s3:UntagResource",
  "ssm-sap:UntagResource",
  "storagegateway:RemoveTagsFromResource",
  "timestream:UntagResource",
];

/** Actions that set tags and carry both `aws:RequestTag` and `aws:ResourceTag`. Source: as above. */
const tagActions = [
  "backup-gateway:TagResource",
  "cloudformation:TagResource",
  "dsql:TagResource",
  "dynamodb:TagResource",
  "ec2:CreateTags",
  "eks:TagResource",
  "elasticfilesystem:CreateTags",
  "elasticfilesystem:TagResource",
  "fsx:TagResource",
  "rds:AddTagsToResource",
  "redshift-serverless:TagResource",
  "redshift:CreateTags",
  "s3:TagResource",
  "ssm-sap:TagResource",
  "storagegateway:AddTagsToResource",
  "timestream:TagResource",
];

/**
 * What has the tag keeps it, with its value. Setting it where it is missing stays free, and so does setting it again to
 * the value that it has, as infrastructure as code does. Without a plan that selects by tag there is nothing to protect,
 * and no statement.
 */
export function protectBackupTag(deployment: Deployment): Statement[] {
  const keys = deployment.backupTagKeys;
  const exempt = exceptRoles(deployment, []);
  return keys.length === 0
    ? []
    : [
        {
          Sid: "KeepBackupTag",
          Effect: "Deny",
          Action: untagActions,
          Resource: "*",
          Condition: { ...exempt, "ForAnyValue:StringEquals": { "aws:TagKeys": keys } },
        },
        {
          // Without keys, ec2:DeleteTags removes every tag of the resource.
          Sid: "KeepEveryTag",
          Effect: "Deny",
          Action: "ec2:DeleteTags",
          Resource: "*",
          Condition: { ...exempt, Null: { "aws:TagKeys": "true" } },
        },
        ...keys.map((key, index): Statement => ({
          Sid: `KeepBackupTagValue${index + 1}`,
          Effect: "Deny",
          Action: tagActions,
          Resource: "*",
          Condition: {
            ...exempt,
            Null: { [`aws:RequestTag/${key}`]: "false", [`aws:ResourceTag/${key}`]: "false" },
            StringNotEquals: { [`aws:RequestTag/${key}`]: `\${aws:ResourceTag/${key}}` },
          },
        })),
      ];
}
