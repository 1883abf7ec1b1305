/** Trust policies and permissions of roles that AWS would refuse. */

import { quotas } from "../aws/quotas";
import { type Rule } from "../config/rule";
import { type Account, type Deployment } from "../model/deployment";
import { grouped } from "../grouped";
import { numberText } from "../number-text";
import { buildRunnerRoles, rolesOf } from "./deployment-roles/deployment-roles";
import { type Documents } from "./documents";
import { minified, type PolicyDocument, policySize } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

const { trustPolicyCharacters, mostTrustPolicyCharacters, managedPolicyCharacters, inlinePoliciesOfRoleCharacters } =
  quotas.iam;

/** The rules of this file, told as those about the config are. */
export const identityPolicyQuotaRules: readonly Rule[] = [
  {
    id: "trust-policy-size",
    severity: "error",
    raisable: true,
    what: `No trust policy of a role is larger than ${numberText(trustPolicyCharacters)} characters.`,
    why: "IAM refuses the role when Terraform applies. AWS raises this quota on request, account by account: where it has, `findings.ignore` may name this rule.",
    passes: manyPrincipals(6),
    fails: manyPrincipals(9),
  },
  {
    id: "trust-policy-ceiling",
    severity: "error",
    what: `No trust policy of a role is larger than ${numberText(mostTrustPolicyCharacters)} characters, to which AWS raises the quota at most.`,
    why: "IAM refuses the role when Terraform applies, in every account.",
    passes: manyPrincipals(6),
    fails: manyPrincipals(60),
  },
  {
    id: "role-policy-size",
    severity: "warning",
    what: `The permissions of a role that deploys stay below ${numberText(inlinePoliciesOfRoleCharacters)} characters, and those of a role that runs Terraform below ${numberText(managedPolicyCharacters)}.`,
    why: "`role-policies` and `bootstrap` print these policies, and IAM refuses larger ones. Where the deployment role has other permissions, as `AWSControlTowerExecution` has, nothing fails.",
    passes: manyNetworks(100),
    fails: manyNetworks(300),
  },
];

interface SizedDocument {
  readonly rule: QuotaProblem["rule"];
  readonly what: string;
  readonly size: number;
  readonly limit: number;
  /** The key of the config that makes it grow. */
  readonly path: readonly string[];
  readonly hint: string;
}

/** Every document that is too large. Of the roles of one kind in many accounts, the largest. */
export function checkIdentityPolicyQuotas(documents: Documents, deployment: Deployment): QuotaProblem[] {
  return sizedDocuments(documents, deployment)
    .filter(({ size, limit }) => size > limit)
    .map(({ rule, what, size, limit, path, hint }) => ({
      ...(rule === "trust-policy-size" ? trustVerdict(size) : { rule, most: "" }),
      origin: { section: "config", path } as const,
      what: `${what} has ${numberText(size)} characters; AWS takes ${numberText(limit)}`,
      hint,
    }))
    .map(({ most, what, ...problem }) => ({ ...problem, message: `${what}${most}` }));
}

/** What AWS raises on request, up to a ceiling. */
function trustVerdict(size: number): { readonly rule: QuotaProblem["rule"]; readonly most: string } {
  return size > mostTrustPolicyCharacters
    ? { rule: "trust-policy-ceiling", most: `, and at most ${numberText(mostTrustPolicyCharacters)} on request` }
    : {
        rule: "trust-policy-size",
        most: `, and up to ${numberText(mostTrustPolicyCharacters)} where it raised the quota`,
      };
}

function sizedDocuments({ breakGlassRole }: Documents, deployment: Deployment): SizedDocument[] {
  const { runners, stateRole } = buildRunnerRoles(deployment);
  const roles = accountsWithLargeRoles(deployment).flatMap((account) =>
    rolesOf(deployment, account).map((role) => ({ ...role, account: account.name })),
  );
  const trusted = largest(roles, ({ trust }) => (trust ? sizeOf(trust) : 0));
  const permitted = largest(roles, ({ permissions }) => sizeOf(permissions));
  const trust = (what: string, document: PolicyDocument, path: readonly string[], hint: string): SizedDocument => ({
    rule: "trust-policy-size",
    what,
    size: sizeOf(document),
    limit: trustPolicyCharacters,
    path,
    hint,
  });
  const permissions = (what: string, size: number, limit: number, path: readonly string[], hint: string) =>
    ({ rule: "role-policy-size", what, size, limit, path, hint }) as const;
  return [
    ...(breakGlassRole
      ? [
          trust(
            "the trust policy of the break-glass role",
            breakGlassRole.trust,
            ["roles", "breakGlassAccess", "principals"],
            "Give the Region of IAM Identity Center instead of `*` in each ARN, which makes it half as long, or name fewer principals.",
          ),
        ]
      : []),
    ...(trusted?.trust
      ? [
          trust(
            `the trust policy of role ${trusted.name} in account \`${trusted.account}\``,
            trusted.trust,
            ["terraform", "state"],
            "Use shorter names for the project and the workspaces.",
          ),
        ]
      : []),
    ...(permitted
      ? [
          permissions(
            `the permissions policy of role ${permitted.name} in account \`${permitted.account}\``,
            sizeOf(permitted.permissions),
            inlinePoliciesOfRoleCharacters,
            ["terraform", "deploymentRoleName"],
            "Give fewer VPCs of the account in `vpcs`, or give the role permissions of your own.",
          ),
        ]
      : []),
    ...[...Object.entries(runners ?? {}), ...(stateRole ? [["state", stateRole] as const] : [])].map(
      ([phase, document]) =>
        permissions(
          phase === "state"
            ? "the permissions policy of the role for the state"
            : `the permissions policy of the runner of each ${phase}`,
          sizeOf(document),
          managedPolicyCharacters,
          ["terraform", "state"],
          "Use shorter names for the bucket and the prefix of its keys.",
        ),
    ),
  ];
}

/**
 * What makes a role large are the stacks of its account, the VPCs in it, and its name in the names of workspaces. So of all
 * accounts with the same kinds of stacks, that with the most VPCs and that with the longest name are looked at.
 */
function accountsWithLargeRoles({ stacks, networks }: Deployment): Account[] {
  const kinds = new Map<string, string>();
  const accounts = new Map<string, Account>();
  for (const { account, kind } of stacks) {
    accounts.set(account.id, account);
    kinds.set(account.id, `${kinds.get(account.id) ?? ""} ${kind}`);
  }
  const vpcs = new Map(networks.map(({ account, endpoints }) => [account.id, endpoints.length]));
  const alike = [...grouped([...accounts.values()], ({ id }) => kinds.get(id) ?? "").values()];
  return [
    ...new Set(
      alike.flatMap((group) => [
        largest(group, ({ id }) => vpcs.get(id) ?? 0),
        largest(group, ({ name }) => name.length),
      ]),
    ),
  ].filter((account) => account !== undefined);
}

function largest<T>(items: readonly T[], sizeOfItem: (item: T) => number): T | undefined {
  return items.toSorted((one, other) => sizeOfItem(other) - sizeOfItem(one))[0];
}

function sizeOf(document: PolicyDocument): number {
  return policySize(minified(document));
}

function manyPrincipals(count: number): string {
  const principals = Array.from(
    { length: count },
    (_, index) =>
      `arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupEmergency${index}_*`,
  );
  return `roles: { breakGlassAccess: { principals: [${principals.map((arn) => `"${arn}"`).join(", ")}] } }`;
}

function manyNetworks(count: number): string {
  const vpcs = Array.from({ length: count }, (_, index) => {
    const id = `vpc-${String(index).padStart(17, "0")}`;
    return `{ id: ${id}, region: eu-central-1, routeTableIds: all }`;
  });
  return `accounts: [{ name: payments, vpcs: [${vpcs.join(", ")}] }]`;
}
