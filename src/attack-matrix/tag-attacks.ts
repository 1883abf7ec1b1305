/** What escapes the backup tag, or takes it away. */

import {
  accountOnCall,
  calledVia,
  changesOfOthers,
  changesOfOthersOnCall,
  requiredOfOthers,
  requiresTagOf,
  retaggingAsOthers,
  retaggingAsOthersOnCall,
  withTagOfOthers,
} from "./contexts";
import { attacks } from "./request";
import { type Scene } from "./scene";
import { database, everything, inAccount, table, volume } from "./resources";
import { mistaggedCreations, untaggableCreations, untaggedCreations } from "./service-rows";

/** The guardrail reaches the account, and others have more values. */
function reachedOnCall(scene: Scene): boolean {
  const { deployment } = scene;
  const account = deployment.accounts.find(({ id }) => id === accountOnCall(scene));
  const path = account ? [account.id, ...account.ancestorIds] : [];
  const isReached = deployment.guardrails.some(
    ({ name, targets }) => name === "protectBackupTag" && targets.some(({ id }) => path.includes(id)),
  );
  return isReached && changesOfOthersOnCall(scene).length > 0;
}

export const tagAttacks = [
  ...attacks(
    "memberAdministrator",
    ["protectBackupTag"],
    [
      [
        "turns off attribute-based access control of Amazon DynamoDB, so that it tells no tags of a table",
        "dynamodb:UpdateAbacStatus",
        everything,
      ],
    ],
  ),
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
  ...attacks(
    "application",
    ["requireBackupTag"],
    [
      [
        "creates a database with a value that plans select in other accounts",
        "rds:CreateDBInstance",
        database,
        withTagOfOthers,
      ],
    ],
    { where: (scene) => requiresTagOf("RDS")(scene) && requiredOfOthers(scene).length > 0 },
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackupTag"],
    [
      [
        "changes the backup tag to a value that plans select in other accounts",
        "ec2:CreateTags",
        volume,
        retaggingAsOthers,
      ],
    ],
    { where: (scene) => changesOfOthers(scene).length > 0 },
  ),
  ...attacks(
    "neighbourOfOnCall",
    ["protectBackupTag"],
    [
      [
        "changes another backup tag to a value that plans select in other accounts",
        "ec2:CreateTags",
        inAccount(accountOnCall, "ec2:{region}:{account}:volume/vol-00000000000000000"),
        retaggingAsOthersOnCall,
      ],
    ],
    { where: reachedOnCall },
  ),
];
