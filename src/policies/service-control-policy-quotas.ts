/** Service control policies that AWS would refuse. */

import { quotas } from "../aws/quotas";
import { type Rule } from "../config/rule";
import { numberText } from "../number-text";
import { type OrganizationsPolicy, policySize } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

const { characters, perTarget } = quotas.serviceControlPolicy;

/** AWS attaches FullAWSAccess to every target. */
const free = perTarget - 1;

/** The rules of this file, told as those about the config are. */
export const serviceControlPolicyQuotaRules: readonly Rule[] = [
  {
    id: "scp-size",
    severity: "error",
    what: `No service control policy is larger than ${numberText(characters)} characters.`,
    why: "AWS refuses it when Terraform applies.",
    passes: manyValues(10),
    fails: manyValues(1500),
  },
  {
    id: "scp-count",
    severity: "error",
    what: `No target gets more than ${perTarget} service control policies, FullAWSAccess included.`,
    why: "AWS refuses the attachment when Terraform applies. Strongroom's guardrails fit; AWS Control Tower uses some of the others.",
    passes: manyTags(1),
    fails: manyTags(6),
  },
];

/** Every service control policy that is too large, and every target that gets too many. */
export function checkServiceControlPolicyQuotas(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  return [...tooLarge(policies), ...tooMany(policies)];
}

function tooLarge(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  return policies
    .filter(({ content }) => policySize(content) > characters)
    .map(({ name, content, origin }) => ({
      rule: "scp-size",
      origin,
      message: `policy ${name} has ${policySize(content)} characters; AWS takes ${characters}`,
      hint:
        origin.section === "guardrails"
          ? "Use shorter or fewer names and tag values in the guardrail."
          : "Move statements into another file, with a guardrail of its own.",
    }));
}

function tooMany(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  const targets = new Map(policies.flatMap((policy) => policy.targets.map((target) => [target.id, target])));
  return [...targets.values()].flatMap(({ id, name }): QuotaProblem[] => {
    const attached = policies.filter((policy) => policy.targets.some((target) => target.id === id));
    const over = attached[free];
    return over === undefined
      ? []
      : [
          {
            rule: "scp-count",
            origin: over.origin,
            message: `${attached.length} policies are attached to \`${name}\`; AWS takes ${perTarget}, of which FullAWSAccess is 1`,
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
