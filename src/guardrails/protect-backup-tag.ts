import { z } from "zod";
import { backupServices, ofEveryService, ownBackups } from "../aws/backup-services";
import { sortedSet } from "../sorted-set";
import { tagValue } from "../config/schema/primitives";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Condition, type Statement } from "../aws/policy-statement";
import { type Guardrail } from "./guardrail";
import { exceptRoles } from "./principals";
import { valuesOfAny, type ValuesOfTargets, valuesOfOthers } from "./values-of-targets";

const shape = {
  mayChangeTo: z
    .array(tagValue)
    .optional()
    .meta({
      description:
        "Values to which everybody may change such a tag. Default, for each target: those with which every resource " +
        "below it keeps its backups, whichever of the values of backup plans it had.",
    }),
};

export const protectBackupTag: Guardrail<typeof shape, TagChanges> = {
  description:
    "Denies removing the tags by which backup plans select, and changing them to values that take a resource out of them.",
  options: {
    shape,
    standIns: {},
    resolve: ({ mayChangeTo }, { backupTagKeys, targets }) => ({
      values: Object.fromEntries(
        backupTagKeys.map((key) => [
          key,
          Object.fromEntries(
            targets.map(({ id, valuesOf }) => {
              const { anywhere, keepingBackups } = valuesOf(key);
              return [id, mayChangeTo ? anywhere.filter((value) => mayChangeTo.includes(value)) : keepingBackups];
            }),
          ),
        ]),
      ),
    }),
  },
  forgeable: false,
  initially: { targets: "workloads" },
  statements,
  statementsOfTarget,
};

interface TagChanges {
  /** To which a tag may be changed, by its key. */
  readonly values: Readonly<Record<string, ValuesOfTargets>>;
}

const untagActions = ofEveryService(({ tagging }) => tagging.removing);
const tagActions = ofEveryService(({ tagging }) => tagging.setting);

/** What is backed up there, and what the backups are. Network interfaces and the like lose their tags freely. */
const ofEc2 = sortedSet([
  ...[backupServices.EBS, backupServices.EC2].flatMap(({ arnPatterns }) => arnPatterns),
  ...ownBackups.map(({ arnPattern }) => arnPattern).filter((pattern) => pattern.startsWith("ec2:")),
]);

/**
 * What has the tag keeps it, with its value or with another one that plans select. Setting it where it is missing stays
 * free, and so does setting it again to the value that it has, as infrastructure as code does. Without a plan that
 * selects by tag there is nothing to protect, and no statement.
 */
function statements(deployment: GuardedDeployment, { values }: TagChanges): Statement[] {
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
          Resource: ofEc2.map((pattern) => `arn:${deployment.organization.partition}:${pattern}`),
          Condition: { ...exempt, Null: { "aws:TagKeys": "true" } },
        },
        {
          // Without attribute-based access control, Amazon DynamoDB tells no tags of a table.
          Sid: "KeepTagsTold",
          Effect: "Deny",
          Action: "dynamodb:UpdateAbacStatus",
          Resource: "*",
          Condition: exempt,
        },
        ...keys.map((key, index): Statement => {
          const allowed = valuesOfAny(values[key] ?? {});
          return {
            Sid: `KeepBackupTagValue${index + 1}`,
            Effect: "Deny",
            Action: tagActions,
            Resource: "*",
            Condition: {
              ...exempt,
              Null: isChange(key),
              StringNotEquals: {
                [`aws:RequestTag/${key}`]: allowed.length === 0 ? current(key) : [current(key), ...allowed],
              },
            },
          };
        }),
      ];
}

/** Values that plans select below other targets alone. */
function statementsOfTarget(deployment: GuardedDeployment, { values }: TagChanges, targetId: string): Statement[] {
  const exempt = exceptRoles(deployment, []);
  return deployment.backupTagKeys.flatMap((key, index): Statement[] => {
    const others = valuesOfOthers(values[key] ?? {}, targetId);
    return others.length === 0
      ? []
      : [
          {
            Sid: `KeepBackupTagValueOfTarget${index + 1}`,
            Effect: "Deny",
            Action: tagActions,
            Resource: "*",
            Condition: {
              ...exempt,
              Null: isChange(key),
              StringNotEquals: { [`aws:RequestTag/${key}`]: current(key) },
              StringEquals: { [`aws:RequestTag/${key}`]: others },
            },
          },
        ];
  });
}

/** Both the request and the resource have the tag. */
function isChange(key: string): Condition[string] {
  return { [`aws:RequestTag/${key}`]: "false", [`aws:ResourceTag/${key}`]: "false" };
}

/** The value that the resource has. */
function current(key: string): string {
  return `\${aws:ResourceTag/${key}}`;
}
