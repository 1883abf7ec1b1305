/** Backup policies that AWS would refuse, with what would fit instead. */

import { quotas } from "../aws/quotas";
import { type Rule } from "../config/rule";
import { type BackupPlanGroup, type Deployment, type Enforcement, type PolicyTarget } from "../model/deployment";
import { numberText } from "../number-text";
import { buildBackupPolicies } from "./backup-policies";
import { type OrganizationsPolicy, policySize } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

const { characters, perTarget } = quotas.backupPolicy;

/** The rules of this file, told as those about the config are. */
export const backupPolicyQuotaRules: readonly Rule[] = [
  {
    id: "policy-size",
    severity: "error",
    what: `No backup policy is larger than ${numberText(characters)} characters.`,
    why: "AWS refuses it when Terraform applies, after half of the organization has changed. Strongroom splits policies: between backup plans, then between the backup rules of a backup plan.",
    passes: selectionOf(10),
    fails: selectionOf(30),
  },
  {
    id: "policy-count",
    severity: "error",
    what: `No target gets more than ${perTarget} backup policies.`,
    why: "AWS refuses the attachment when Terraform applies. A locked backup plan with one backup rule and one copy takes about 1,900 characters, so a target holds about 50 of them.",
    passes: manyPlans(45),
    fails: manyPlans(80),
  },
];

/** Every backup policy that is too large, and every target that gets too many, with the choices that would fit. */
export function checkBackupPolicyQuotas(
  policies: readonly OrganizationsPolicy[],
  deployment: Deployment,
): QuotaProblem[] {
  return [...tooLarge(policies, deployment), ...tooMany(policies, deployment)];
}

/** What is too large by itself is one rule with the frame of its plan: all else has been split. One for each entry. */
function tooLarge(policies: readonly OrganizationsPolicy[], { backupPlanGroups }: Deployment): QuotaProblem[] {
  return backupPlanGroups.flatMap(({ name, plans }): QuotaProblem[] => {
    const names = new Set(plans.map((plan) => plan.name));
    const contents = policies
      .map(({ content }) => content)
      .filter(
        (content) => policySize(content) > characters && [...planNames([{ content }])].every((one) => names.has(one)),
      );
    const [content] = contents.toSorted((a, b) => policySize(b) - policySize(a));
    if (content === undefined) {
      return [];
    }
    const parts = Object.entries(partHints).map(([part, hint]) => ({ part, hint, size: sizeOfPart(content, part) }));
    const [largest] = parts.toSorted((a, b) => b.size - a.size);
    return [
      {
        rule: "policy-size",
        origin: { section: "backupPlans", name },
        message: `a backup rule of the backup plan \`${name}\` takes a backup policy of ${numberText(policySize(content))} characters; AWS takes ${numberText(characters)}`,
        hint: `\`${largest?.part}\` takes ${numberText(largest?.size ?? 0)} of them. ${largest?.hint}`,
      },
    ];
  });
}

const partHints = {
  regions: "List fewer Regions.",
  rules: "Use fewer copies, or `enforcement: open`, which needs no control operators.",
  selections: "Select by fewer or shorter values, or make a second backup plan for some of them.",
};

function sizeOfPart(content: string, part: string): number {
  const { plans } = JSON.parse(content) as { plans: Record<string, Record<string, unknown>> };
  return Object.values(plans).reduce((sum, plan) => sum + policySize(JSON.stringify(plan[part] ?? "")), 0);
}

function tooMany(policies: readonly OrganizationsPolicy[], deployment: Deployment): QuotaProblem[] {
  const targets = new Map(policies.flatMap((policy) => policy.targets.map((target) => [target.id, target])));
  return [...targets.values()].flatMap((target): QuotaProblem[] => {
    const attached = attachedTo(target, policies);
    // What is too large has to change first, and with it the number.
    if (attached.length <= perTarget || !areSmallEnough(attached)) {
      return [];
    }
    const last = deployment.backupPlanGroups.findLast(({ targets: own }) => own.some(({ id }) => id === target.id));
    const total = attached.reduce((sum, { content }) => sum + policySize(content), 0);
    return [
      {
        rule: "policy-count",
        origin: { section: "backupPlans", name: last?.name ?? "" },
        message:
          `\`${target.name}\` would get ${attached.length} backup policies, for ${planNames(attached).size} backup plans of ` +
          `${numberText(total)} characters; AWS takes ${perTarget} policies of ${numberText(characters)} characters`,
        hint: choices(target, attached, deployment),
      },
    ];
  });
}

/** Each choice is tried, and told with its number of policies. */
function choices(target: PolicyTarget, attached: readonly OrganizationsPolicy[], deployment: Deployment): string {
  const { accounts, backupPlanGroups } = deployment;
  const here = (group: BackupPlanGroup) => group.targets.some(({ id }) => id === target.id);
  const loosened = (from: readonly Enforcement[], enforcement: Enforcement) => (group: BackupPlanGroup) =>
    from.includes(group.enforcement) ? { ...group, enforcement } : group;
  const tried = [
    { choice: "copies to one Region instead of within each", change: copyingToOneRegion },
    { choice: "`enforcement: additive`", change: loosened(["locked"], "additive") },
    { choice: "`enforcement: open`", change: loosened(["locked", "additive"], "open") },
  ]
    .filter(({ change }) => backupPlanGroups.some((group) => here(group) && differ(group, change(group))))
    .map(({ choice, change }) => {
      const changed = backupPlanGroups.map((group) => (here(group) ? change(group) : group));
      const policies = attachedTo(target, buildBackupPolicies({ ...deployment, backupPlanGroups: changed }));
      return {
        choice: `${choice} (${policies.length} ${policies.length === 1 ? "policy" : "policies"})`,
        fits: policies.length <= perTarget && areSmallEnough(policies),
      };
    });
  const [all, fitting] = [planNames(attached).size, planNames(attached.slice(0, perTarget)).size];
  const isAccount = accounts.some(({ id }) => id === target.id);
  const would = [
    ...tried.filter(({ fits }) => fits).map(({ choice }) => choice),
    ...(isAccount
      ? []
      : [`attaching backup plans to lower OUs or to accounts: about ${fitting} of these ${all} fit on one target`]),
  ];
  const wouldNot = tried.filter(({ fits }) => !fits).map(({ choice }) => choice);
  return [
    would.length > 0 ? `What would fit: ${would.join("; ")}.` : `About ${fitting} of these ${all} backup plans fit.`,
    ...(wouldNot.length > 0 ? [`Not enough: ${wouldNot.join("; ")}.`] : []),
  ].join(" ");
}

function areSmallEnough(policies: readonly OrganizationsPolicy[]): boolean {
  return policies.every(({ content }) => policySize(content) <= characters);
}

function differ(one: BackupPlanGroup, other: BackupPlanGroup): boolean {
  return one.enforcement !== other.enforcement || one.plans.length !== other.plans.length;
}

/** The plan as it would be if every copy went to the Region to which the first of its plans copies. */
function copyingToOneRegion(group: BackupPlanGroup): BackupPlanGroup {
  const [plan] = group.plans;
  return plan
    ? { ...group, plans: [{ ...plan, name: group.name, regions: group.plans.flatMap(({ regions }) => regions) }] }
    : group;
}

function attachedTo({ id }: PolicyTarget, policies: readonly OrganizationsPolicy[]): OrganizationsPolicy[] {
  return policies.filter(({ targets }) => targets.some((target) => target.id === id));
}

function planNames(policies: readonly Pick<OrganizationsPolicy, "content">[]): Set<string> {
  const names = policies.flatMap(({ content }) => Object.keys((JSON.parse(content) as { plans: object }).plans));
  return new Set(names.filter((name) => !name.startsWith("@@")));
}

function selectionOf(count: number): string {
  const values = Array.from({ length: count }, (_, index) => `${"v".repeat(250)}${index}`);
  return `backupPlans: [{ name: large, targets: [Production], regions: [eu-west-1], select: { resourceTypes: [EBS], where: { notEquals: { tier: [${values.join(", ")}] } } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }]`;
}

function manyPlans(count: number): string {
  const plans = Array.from(
    { length: count },
    (_, index) =>
      `  - { name: p${index}, targets: [Production], regions: [eu-west-1], select: { tag: { key: tier, values: [t${index}] } }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 }, copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 365 } }] }] }\n`,
  );
  return `backupPlans:\n${plans.join("")}`.trimEnd();
}
