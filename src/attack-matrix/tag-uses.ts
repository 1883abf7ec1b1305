/** What must go on working although resources must carry the backup tag and keep it. */

import { calledVia } from "./contexts";
import { type Request, uses } from "./request";
import { everything, table } from "./resources";
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
