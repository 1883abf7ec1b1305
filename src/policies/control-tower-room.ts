/** Organizational units whose service control policies leave no room for those of AWS Control Tower. */

import { quotas } from "../aws/quotas";
import { type Rule } from "../config/rule";
import { type OrganizationsPolicy } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

const { perTarget, ofControlTower } = quotas.serviceControlPolicy;

export const controlTowerRoomRule: Rule = {
  id: "scp-room",
  severity: "note",
  what: `An OU has room for ${ofControlTower} service control policies of AWS Control Tower.`,
  why:
    "AWS Control Tower attaches policies of its own to each OU that it governs, and none to the root. AWS does not say how " +
    "many: users report one or two. Without room for them, its next update of the OU fails, or the apply of Strongroom's.",
  passes: additional(perTarget - 1 - ofControlTower),
  fails: additional(perTarget - ofControlTower),
  files: {
    "acls.json":
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "s3:PutBucketAcl", "Resource": "*" } }\n',
  },
};

/** Every OU to which AWS could attach Strongroom's policies, but not those of AWS Control Tower beside them. */
export function checkControlTowerRoom(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  const units = new Map(
    policies.flatMap(({ targets }) =>
      targets.filter(({ id }) => id.startsWith("ou-")).map(({ id, name }) => [id, name]),
    ),
  );
  return [...units].flatMap(([id, name]): QuotaProblem[] => {
    const attached = policies.filter(({ targets }) => targets.some((target) => target.id === id));
    const last = attached.at(-1);
    const left = perTarget - 1 - attached.length;
    return last === undefined || left < 0 || left >= ofControlTower
      ? []
      : [
          {
            rule: "scp-room",
            origin: last.origin,
            message: `${attached.length} policies are attached to \`${name}\` beside FullAWSAccess, so that AWS Control Tower has room for ${left}`,
            hint: "If AWS Control Tower governs this OU, attach some guardrails to other OUs, to accounts or to the root.",
          },
        ];
  });
}

function additional(count: number): string {
  const entries = Array.from(
    { length: count },
    (_, index) => `{ name: acls-${index}, file: acls.json, targets: [Security] }`,
  );
  return `guardrails: { additional: [${entries.join(", ")}] }`;
}
