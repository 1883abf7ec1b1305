/** Service and resource control policies that AWS would refuse. */

import {
  authorizationPolicies,
  type AuthorizationPolicyType,
  authorizationPolicyTypes,
} from "../aws/authorization-policies";
import { type Rule } from "../config/rule";
import { numberText } from "../number-text";
import { type OrganizationsPolicy, policySize } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

const scp = authorizationPolicies.SERVICE_CONTROL_POLICY;
const rcp = authorizationPolicies.RESOURCE_CONTROL_POLICY;

/** The rules of this file, told as those about the config are. */
export const guardrailPolicyQuotaRules: readonly Rule[] = [
  {
    id: "scp-size",
    severity: "error",
    what: `No service control policy is larger than ${numberText(scp.quota.characters)} characters.`,
    why: "AWS refuses it when Terraform applies.",
    passes: manyValues(10),
    fails: manyValues(1500),
  },
  {
    id: "scp-count",
    severity: "error",
    what: `No target gets more than ${scp.quota.perTarget} service control policies, FullAWSAccess included.`,
    why: "AWS refuses the attachment when Terraform applies. Strongroom's guardrails fit; AWS Control Tower uses some of the others.",
    passes: manyTags(1),
    fails: manyTags(6),
  },
  {
    id: "rcp-size",
    severity: "error",
    what: `No resource control policy is larger than ${numberText(rcp.quota.characters)} characters.`,
    why: "AWS refuses it when Terraform applies.",
    passes: manyRoles(10),
    fails: manyRoles(155),
  },
  {
    id: "rcp-count",
    severity: "error",
    what: `No target gets more than ${rcp.quota.perTarget} resource control policies, ${rcp.attachedByAws} included.`,
    why: "AWS refuses the attachment when Terraform applies. Strongroom's guardrails fit; AWS Control Tower may use some of the others.",
    passes: manyRoles(10, 10),
    fails: manyRoles(140, 85),
  },
];

/** Every policy of a guardrail that is too large, and every target that gets too many of a type. */
export function checkGuardrailPolicyQuotas(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  return authorizationPolicyTypes.flatMap((type) => {
    const ofType = policies.filter((policy) => policy.type === type);
    return [...tooLarge(ofType, type), ...tooMany(ofType, type)];
  });
}

const ruleIds = {
  SERVICE_CONTROL_POLICY: { size: "scp-size", count: "scp-count" },
  RESOURCE_CONTROL_POLICY: { size: "rcp-size", count: "rcp-count" },
} as const;

function tooLarge(policies: readonly OrganizationsPolicy[], type: AuthorizationPolicyType): QuotaProblem[] {
  const { characters } = authorizationPolicies[type].quota;
  return policies
    .filter(({ content }) => policySize(content) > characters)
    .map(({ name, content, origin }) => ({
      rule: ruleIds[type].size,
      origin,
      message: `policy ${name} has ${policySize(content)} characters; AWS takes ${characters}`,
      hint:
        origin.section === "guardrails"
          ? "Use shorter or fewer names and tag values in the guardrail."
          : "Move statements into another file, with a guardrail of its own.",
    }));
}

function tooMany(policies: readonly OrganizationsPolicy[], type: AuthorizationPolicyType): QuotaProblem[] {
  const { quota, attachedByAws } = authorizationPolicies[type];
  const targets = new Map(policies.flatMap((policy) => policy.targets.map((target) => [target.id, target])));
  return [...targets.values()].flatMap(({ id, name }): QuotaProblem[] => {
    const attached = policies.filter((policy) => policy.targets.some((target) => target.id === id));
    const over = attached[quota.perTarget - 1];
    return over === undefined
      ? []
      : [
          {
            rule: ruleIds[type].count,
            origin: over.origin,
            message: `${attached.length} policies are attached to \`${name}\`; AWS takes ${quota.perTarget}, of which ${attachedByAws} is 1`,
            hint: "Attach some guardrails to other OUs or to accounts.",
          },
        ];
  });
}

function manyValues(count: number): string {
  const values = Array.from({ length: count }, (_, index) => `v${index}`);
  return `guardrails: { requireBackupTag: { values: [${values.join(", ")}] } }`;
}

function manyTags(count: number): string {
  const plans = Array.from({ length: count }, (_, index) => {
    const tags = Array.from({ length: 20 }, (_value, tag) => `tag-${index}-${tag}: x`);
    return `  - { name: p${index}, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], tags: { ${tags.join(", ")} } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }\n`;
  });
  return `backupPlans:\n${plans.join("")}`.trimEnd();
}

function manyRoles(backupRoles: number, keyAdministrators = 0): string {
  const names = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}${index}`).join(", ");
  return [
    // The SCPs name the same roles, several times.
    "guardrails: { protectKeys: { targets: [root] }, protectBackups: { targets: [payments] }, restrictCopies: { targets: [Workloads] }, protectBackupTag: { targets: [Workloads] } }",
    `roles: { otherBackupRoles: [${names("Backup", backupRoles)}] }`,
    `encryption: { account: backup-admin, keyId: mrk-0123456789abcdef0123456789abcdef, administratorRoles: [${names("KeyAdministrator", keyAdministrators)}] }`,
  ].join("\n");
}
