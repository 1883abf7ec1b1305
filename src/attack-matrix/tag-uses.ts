/** What must go on working although resources must carry the backup tag and keep it. */

import { allowedChanges, calledVia, retaggingFromOptOut, retaggingWithin } from "./contexts";
import { type Request, uses } from "./request";
import { everything, table, volume } from "./resources";
import { exemptCreations, untaggableRestores } from "./service-rows";

export const tagUses: readonly Request[] = [
  ...uses("application", [
    ...exemptCreations,
    [
      "adds a replica to a global table, by a stack of AWS CloudFormation",
      "dynamodb:CreateTable",
      table,
      calledVia("cloudformation", "dynamodb"),
    ],
    ["adds a replica to a global table, in its Region", "dynamodb:CreateTableReplica", table],
  ]),
  ...uses(
    "application",
    [
      ["changes the backup tag to another value that plans select", "ec2:CreateTags", volume, retaggingWithin],
      [
        "changes the backup tag from `disabled` to a value that plans select",
        "ec2:CreateTags",
        volume,
        retaggingFromOptOut,
      ],
    ],
    (scene) => allowedChanges(scene).length > 0,
  ),
  ...uses("restoreRole", untaggableRestores),
  ...uses("sageMaker", [
    [
      "creates the file system of a domain",
      "elasticfilesystem:CreateFileSystem",
      everything,
      () => ({
        "aws:TagKeys": ["ManagedByAmazonSageMakerResource"],
        "aws:RequestTag/ManagedByAmazonSageMakerResource": "arn:aws:sagemaker:eu-central-1:444444444444:domain/d-1",
      }),
    ],
  ]),
];
