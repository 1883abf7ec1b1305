import { ofEveryService } from "../aws/backup-services";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Statement } from "../aws/policy-statement";
import { type Guardrail, noOptions } from "./guardrail";
import { exceptRoles } from "./principals";

export const protectBackupTag: Guardrail = {
  description: "Denies removing and changing the tags by which backup plans select.",
  options: noOptions,
  forgeable: false,
  initially: { targets: "workloads" },
  statements,
};

const untagActions = ofEveryService(({ tagging }) => tagging.removing);
const tagActions = ofEveryService(({ tagging }) => tagging.setting);

/**
 * What has the tag keeps it, with its value. Setting it where it is missing stays free, and so does setting it again to
 * the value that it has, as infrastructure as code does. Without a plan that selects by tag there is nothing to protect,
 * and no statement.
 */
function statements(deployment: GuardedDeployment): Statement[] {
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
