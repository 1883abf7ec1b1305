import { type Deployment } from "../../model/deployment";
import { type Statement } from "../policy-document";
import { exceptRoles } from "./principals";

/** Source: Service Authorization Reference of each service: actions that remove tags and carry `aws:TagKeys`. */
const untagActions = [
  "dynamodb:UntagResource",
  "ec2:DeleteTags",
  "elasticfilesystem:UntagResource",
  "fsx:UntagResource",
  "rds:RemoveTagsFromResource",
  "redshift:DeleteTags",
  "s3:UntagResource",
];

/** Without a plan that selects by tag there is nothing to protect, and no statement. */
export function protectBackupTag(deployment: Deployment): Statement[] {
  const keys = deployment.backupTagKeys;
  return keys.length === 0
    ? []
    : [
        {
          Sid: "ProtectBackupTag",
          Effect: "Deny",
          Action: untagActions,
          Resource: "*",
          Condition: { ...exceptRoles(deployment, []), "ForAnyValue:StringEquals": { "aws:TagKeys": keys } },
        },
      ];
}
