/** Whether AWS would let a role do what it asks for, by a simulator of IAM. */

import { runSimulation } from "@cloud-copilot/iam-simulate";
import { type PolicyDocument } from "../../src/policies/policy-document";

export interface Attempt {
  readonly action: string;
  /** `*` for actions that know no resources. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/**
 * With the permissions of a role and the policy of the resource. Another account's resources and KMS keys have a policy
 * that leaves the decision to the role's account, unless one is given.
 */
export async function isPermitted(
  permissions: PolicyDocument,
  principal: string,
  { action, resource, context = {} }: Attempt,
  resourcePolicy?: PolicyDocument,
): Promise<boolean> {
  const [, , service, , owner = ""] = resource.split(":");
  const [, , , , accountId = ""] = principal.split(":");
  const isOwned = /^\d{12}$/.test(owner);
  const needsPolicy = (isOwned && owner !== accountId) || service === "kms";
  return simulate({
    request: {
      principal,
      action,
      resource: { resource, accountId: isOwned ? owner : accountId },
      contextVariables: { "aws:PrincipalArn": principal, "aws:PrincipalAccount": accountId, ...context },
    },
    identityPolicies: [{ name: "permissions", policy: permissions }],
    resourcePolicy: needsPolicy ? (resourcePolicy ?? leftTo(accountId)) : undefined,
  });
}

/** Claims of a web identity, by their name. */
export type Claims = Readonly<Record<string, string>>;

/** The simulator knows the keys of some identity providers only; of these, one has a text for each claim that is tried here. */
const known: Readonly<Record<string, string>> = {
  aud: "accounts.google.com:aud",
  sub: "accounts.google.com:sub",
  job_workflow_ref: "accounts.google.com:oaud",
};

/**
 * Whether a trust policy lets in a web identity.
 * @param provider ARN of an identity provider
 */
export async function isTrusted(
  trust: PolicyDocument,
  provider: string,
  roleArn: string,
  claims: Claims,
): Promise<boolean> {
  const host = provider.replace(/^.*:oidc-provider\//, "");
  return simulate({
    request: {
      principal: provider,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: { resource: roleArn, accountId: roleArn.split(":")[4] ?? "" },
      contextVariables: Object.fromEntries(Object.entries(claims).map(([name, value]) => [keyOf(name), value])),
    },
    identityPolicies: [],
    resourcePolicy: JSON.parse(
      Object.keys(known).reduce(
        (text, name) => text.replaceAll(`"${host}:${name}"`, `"${keyOf(name)}"`),
        JSON.stringify(trust),
      ),
    ),
  });
}

function keyOf(claim: string): string {
  const key = known[claim];
  if (key === undefined) {
    throw new Error(`no key of the simulator stands for the claim ${claim}`);
  }
  return key;
}

function leftTo(accountId: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "*", Resource: "*" }],
  };
}

type Simulation = Parameters<typeof runSimulation>[0];

async function simulate(
  simulation: Pick<Simulation, "request" | "identityPolicies"> & { resourcePolicy: unknown },
): Promise<boolean> {
  const result = await runSimulation(
    { serviceControlPolicies: [], resourceControlPolicies: [], ...simulation } as Simulation,
    {},
  );
  if (result.resultType === "error") {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.overallResult === "Allowed";
}
