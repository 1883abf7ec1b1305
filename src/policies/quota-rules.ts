/** What the generated policies of AWS Organizations must keep to, checked before anything is planned. */

import { quotas } from "../aws/quotas";
import { type Rule } from "../config/rule";
import { type OrganizationsPolicy, type PolicyOrigin } from "./policy-document";

/** The rules of this file, told as those about the config are; their check is `checkPolicyQuotas`. */
export const quotaRules: readonly Rule[] = [
  {
    id: "policy-size",
    severity: "error",
    what: `No backup policy is larger than ${quotas.backupPolicy.characters.toLocaleString("en")} characters.`,
    why: "AWS refuses it when Terraform applies, after half of the organization has changed.",
    passes: manyRules(2),
    fails: manyRules(9),
  },
  {
    id: "policy-count",
    severity: "error",
    what: `No target gets more than ${quotas.backupPolicy.perTarget} backup policies.`,
    why: "AWS refuses the attachment when Terraform applies.",
    passes: manyPlans(8),
    fails: manyPlans(10),
  },
  {
    id: "scp-size",
    severity: "error",
    what: `No service control policy is larger than ${quotas.serviceControlPolicy.characters.toLocaleString("en")} characters.`,
    why: "AWS refuses it when Terraform applies.",
    passes: manyValues(10),
    fails: manyValues(1500),
  },
  {
    id: "scp-count",
    severity: "error",
    what: `No target gets more than ${quotas.serviceControlPolicy.perTarget} service control policies, FullAWSAccess included.`,
    why: "AWS refuses the attachment when Terraform applies. Six guardrails fit; AWS Control Tower takes some of the rest.",
    passes: manyTags(1),
    fails: manyTags(6),
  },
];

export interface QuotaProblem {
  readonly rule: "policy-size" | "policy-count" | "scp-size" | "scp-count";
  readonly origin: PolicyOrigin;
  readonly message: string;
  readonly hint: string;
}

/** Every policy that is larger than its quota, and every target with more policies than its quota. */
export function checkPolicyQuotas(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  return (["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"] as const).flatMap((type) => {
    const ofType = policies.filter((policy) => policy.type === type);
    return [...oversized(ofType), ...crowded(ofType)];
  });
}

function oversized(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  return policies.flatMap(({ type, name, content, origin }): QuotaProblem[] => {
    const { rule, quota, shorten } = limits[type];
    return content.length <= quota.characters
      ? []
      : [
          {
            rule: `${rule}-size`,
            origin,
            message: `policy ${name} has ${content.length} characters; AWS takes ${quota.characters}`,
            hint: shorten,
          },
        ];
  });
}

function crowded(policies: readonly OrganizationsPolicy[]): QuotaProblem[] {
  const attachments = policies.flatMap((policy) => policy.targets.map((target) => ({ policy, target })));
  const targetIds = new Set(attachments.map(({ target }) => target.id));
  return [...targetIds].flatMap((id): QuotaProblem[] => {
    const here = attachments.filter(({ target }) => target.id === id);
    const first = here[0];
    if (!first) {
      return [];
    }
    const { rule, quota, spread, taken } = limits[first.policy.type];
    const free = quota.perTarget - taken;
    const over = here[free];
    return over === undefined
      ? []
      : [
          {
            rule: `${rule}-count`,
            origin: over.policy.origin,
            message:
              `${here.length} policies are attached to \`${first.target.name}\`; AWS takes ${quota.perTarget}` +
              (taken > 0 ? `, of which FullAWSAccess is ${taken}` : ""),
            hint: spread,
          },
        ];
  });
}

const limits = {
  BACKUP_POLICY: {
    rule: "policy",
    quota: quotas.backupPolicy,
    taken: 0,
    shorten: "Use fewer rules or copies in the plan, split it, or set `enforcement: additive` or `open`.",
    spread: "Copy to one Region instead of within each, merge plans, or attach some plans further down.",
  },
  SERVICE_CONTROL_POLICY: {
    rule: "scp",
    quota: quotas.serviceControlPolicy,
    taken: 1,
    shorten: "Use shorter or fewer names and tag values in the guardrail.",
    spread: "Attach some guardrails further up or down.",
  },
} as const;

function manyRules(count: number): string {
  const rules = Array.from(
    { length: count },
    (_, index) =>
      `      - { name: r${index}, schedule: cron(0 ${index + 6} ? * * *), lifecycle: { deleteAfterDays: 35 }, copies: [{ to: central }, { to: central, region: us-east-1 }] }\n`,
  );
  return `backupPlans:\n  - name: daily\n    rules:\n${rules.join("")}`.trimEnd();
}

function manyPlans(count: number): string {
  const plans = Array.from(
    { length: count },
    (_, index) =>
      `  - { name: p${index}, targets: [Production], regions: [eu-west-1], select: { tag: { key: tier, values: [t${index}] } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }\n`,
  );
  return `backupPlans:\n${plans.join("")}`.trimEnd();
}

function manyTags(count: number): string {
  const plans = Array.from({ length: count }, (_, index) => {
    const tags = Array.from({ length: 20 }, (_value, tag) => `tag-${index}-${tag}: x`);
    return `  - { name: p${index}, targets: [payments], regions: [eu-west-1], select: { resourceTypes: [EBS], tags: { ${tags.join(", ")} } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }\n`;
  });
  return `backupPlans:\n${plans.join("")}`.trimEnd();
}

function manyValues(count: number): string {
  const values = Array.from({ length: count }, (_, index) => `v${index}`);
  return `guardrails: { requireBackupTag: { values: [${values.join(", ")}] } }`;
}
