/** What escapes the backup tag, or takes it away. */

import { calledVia, requiresTagOf } from "./contexts";
import { attacks } from "./request";
import { table } from "./resources";
import { mistaggedCreations, untaggableCreations, untaggedCreations } from "./service-rows";

export const tagAttacks = [
  ...[...untaggedCreations, ...mistaggedCreations, ...untaggableCreations].flatMap(({ rows, where }) =>
    attacks("application", ["requireBackupTag"], rows, { where }),
  ),
  ...attacks(
    "application",
    ["requireBackupTag"],
    [
      [
        "creates a table without the backup tag, by a stack of AWS CloudFormation",
        "dynamodb:CreateTable",
        table,
        calledVia("cloudformation"),
      ],
    ],
    { where: requiresTagOf("DynamoDB") },
  ),
];
